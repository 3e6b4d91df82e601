// Prints a page that the server made (receipt, slips, sheets) without leaving the page one is on.
import { address } from '@shared/api/api'
import { send } from '@shared/api/send'

const FRAME = 'paper'

/** Fetches a print page and prints it. */
export async function printPage(path: string): Promise<void> {
  const request = new Request(new URL(address(path), location.origin), { headers: { Accept: 'text/html' } })
  await printHtml(await (await send(request)).text())
}

/** Prints a self-contained page. It stays in its frame until the next print, so that the browser can finish. */
export function printHtml(html: string): Promise<void> {
  document.getElementById(FRAME)?.remove()
  const frame = document.createElement('iframe')
  frame.id = FRAME
  frame.title = FRAME
  frame.className = 'hs-hidden'
  frame.tabIndex = -1
  frame.srcdoc = html
  return new Promise((done) => {
    frame.onload = () => {
      frame.contentWindow?.print()
      done()
    }
    document.body.append(frame)
  })
}
