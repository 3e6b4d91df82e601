// Finding who sells. The phone keeps of a person the surname's first character and the first letters of the whole name;
// a name that is typed in full is compared with that much, so it finds whoever it can be, and never nobody in error.

/** What the phone keeps of a person to find them by. */
export interface Findable { name: string; initials: string; note: string }

const LETTERS = 'abcdefghjklmnopqrstwxyz'
/** The first character of each letter in the order of pinyin. */
const FIRSTS = [...'阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀']
const HAN = /^\p{Script=Han}$/u

const order = new Intl.Collator('zh-Hans-CN-u-co-pinyin')

/** First letter in pinyin, by the order that the engine sorts in. */
function letterOf(character: string): string {
  if (!HAN.test(character)) return character
  const after = FIRSTS.findIndex((first) => order.compare(character, first) < 0)
  return LETTERS[(after < 0 ? LETTERS.length : after) - 1] ?? '?'
}

/** Some engines carry no order by pinyin: then letters say nothing. */
const sorts = [...'杨小明张国强'].map(letterOf).join('') === 'yxmzgq'

/** `杨小明` → `yxm`; null where the engine cannot say. */
export const lettersOf = (name: string): string | null => (sorts ? [...name].map(letterOf).join('') : null)

const normal = (text: string): string => text.normalize('NFKC').replace(/[\s·•]/g, '').toLowerCase()

/** How well a typed name agrees with what is known of a person; 0 if it cannot be them. */
function agrees(one: Findable, typed: string): number {
  const characters = [...typed]
  const letters = lettersOf(typed)
  // Part of a name, without the surname.
  const within = letters !== null && letters.length > 1 && one.initials.includes(letters) ? 1 : 0
  if (!one.name.endsWith('*') || !one.name.startsWith(characters[0] ?? ' ') || characters.length > [...one.initials].length) return within
  // The dictionaries of phone and county read some characters differently: letters put into order, they rule nobody out.
  const same = letters === null ? 0 : [...letters].filter((letter, at) => letter === one.initials[at]).length
  return 2 + same + (characters.length === [...one.initials].length ? 1 : 0)
}

export interface Found<P> {
  people: P[]
  /** So many more were found than are shown. */
  more: number
  /** A name was typed that the phone knows only by surname and first letters: who it is has to be looked at. */
  guessed: boolean
}

/** Whom a query finds, the likeliest first, so many at most. */
export function find<P extends Findable>(people: readonly P[], q: string, most: number): Found<P> {
  const asked = normal(q)
  const plain = asked ? people.filter((one) => [one.initials, one.name, one.note].some((text) => normal(text).includes(asked))) : [...people]
  const byName = [...asked].some((c) => HAN.test(c)) ? people.filter((one) => !plain.includes(one)).map((one) => ({ one, how: agrees(one, asked) })).filter(({ how }) => how > 0) : []
  const found = [...plain, ...byName.sort((a, b) => b.how - a.how).map(({ one }) => one)]
  return { people: found.slice(0, most), more: Math.max(0, found.length - most), guessed: byName.length > 0 }
}
