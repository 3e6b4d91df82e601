// Builds and serves a Vite site for tests that need no server of ours.
import { build, preview } from 'vite'

export async function serveSite(configFile) {
  await build({ configFile, logLevel: 'error' })
  const server = await preview({ configFile, preview: { port: 0 }, logLevel: 'error' })
  return { url: server.resolvedUrls.local[0].replace(/\/(office\/)?$/, ''), close: () => server.close() }
}
