// The handbook inside the app: `docs/handbook/*.md` as HTML, rendered while the app is built, a chunk for each page.
// Links between its pages lead to `/office/handbook/…`, pictures come along; links to other papers keep only their words.
import { marked, type Tokens } from 'marked'
import { dirname, relative, resolve } from 'node:path'
import type { Plugin } from 'vite'

/** The module of one page: its pictures as imports, its HTML as the default export. */
export function pageModule(markdown: string, file: string, folder: string): string {
  const pictures: string[] = []
  const renderer = new marked.Renderer()
  renderer.image = ({ href, text }: Tokens.Image): string => {
    pictures.push(resolve(dirname(file), href))
    return `<img src="picture:${pictures.length - 1}:" alt="${text}">`
  }
  renderer.link = function ({ href, tokens }: Tokens.Link): string {
    const words = this.parser.parseInline(tokens)
    const page = relative(folder, resolve(dirname(file), href)).replaceAll('\\', '/')
    return page.endsWith('.md') && !page.startsWith('..') ? `<a href="/office/handbook/${page.slice(0, -3)}">${words}</a>` : words
  }
  // A line break in the source is no space between Chinese characters.
  const joined = markdown.replace(/([\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])/g, '$1')
  const html = marked.parse(joined, { renderer, async: false })
  const imports = pictures.map((path, at) => `import picture${at} from ${JSON.stringify(`${path}?url`)}`)
  const puts = pictures.map((_, at) => `.replace('picture:${at}:', picture${at})`)
  return `${imports.join('\n')}\nexport default ${JSON.stringify(html)}${puts.join('')}\n`
}

export const handbook = (folder: string): Plugin => ({
  name: 'handbook',
  enforce: 'pre',
  transform(text, id) {
    return id.startsWith(folder) && id.endsWith('.md') ? { code: pageModule(text, id, folder), map: null, moduleType: 'js' } : null
  },
})
