// Starts the real binary on a folder of its own and a free port, for tests of real work.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const BINARY = resolve(process.env.HUOSHUI_BIN ?? join(process.env.CARGO_TARGET_DIR ?? '../target', 'debug/huoshui'))
const START_MS = 30_000

export const hasBinary = () => existsSync(BINARY)

const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address()
    server.close(() => done(port))
  })
})

/**
 * Resolves once `/readyz` answers; `output()` is what it printed, with the set-up link; `stop()` ends it and removes the
 * folder, unless the folder was given. `at` starts it where an earlier one stood.
 */
export async function startServer(args = [], folder, at) {
  const data = folder ?? mkdtempSync(join(tmpdir(), 'huoshui-e2e-'))
  const port = at ?? await freePort()
  const child = spawn(BINARY, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, ...args])
  let output = ''
  child.stdout.on('data', (chunk) => { output += chunk })
  child.stderr.on('data', (chunk) => { output += chunk })
  const url = `http://127.0.0.1:${port}`
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill('SIGTERM')
      await new Promise((done) => child.once('exit', done))
    }
    if (!folder) rmSync(data, { recursive: true, force: true })
  }
  for (const until = Date.now() + START_MS; ;) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop()
      throw new Error(`the binary did not start:\n${output}`)
    }
    if (await fetch(`${url}/readyz`).then((r) => r.ok, () => false)) break
    await new Promise((done) => setTimeout(done, 100))
  }
  return { url, data, port, output: () => output, stop }
}
