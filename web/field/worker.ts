// Writes `sw.js` into the finished folder: the worker's own text with the list of all files beside it and a version
// made of what they hold, so that a changed file is a changed worker.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Plugin } from 'vite'

export function worker(source: string): Plugin {
  let folder = ''
  return {
    name: 'huoshui-worker',
    apply: 'build',
    configResolved(config) { folder = config.build.outDir },
    closeBundle() {
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== 'sw.js')
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replace(/\\/g, '/')).sort()
      const digest = createHash('sha256')
      const text = readFileSync(source, 'utf8')
      digest.update(text)
      for (const file of files) digest.update(file).update(readFileSync(join(folder, file)))
      const made = text.replace("'@version'", JSON.stringify(digest.digest('hex').slice(0, 12))).replace("['@files']", JSON.stringify(files))
      writeFileSync(join(folder, 'sw.js'), made)
    },
  }
}
