// Texts of the market.
import { say } from '../lib/say'
import { dayText } from '../lib/texts'
import { w } from '../words'

export const windowText = ({ from_day, to_day }: { from_day: string; to_day: string }): string =>
  say(from_day === to_day ? w.market.one_day : w.market.window, { from: dayText(from_day), to: dayText(to_day) })
