// What this browser lacks to keep things safely; null if nothing.
import { read } from '../store/db'

export type Lack = 'wechat' | 'https' | 'storage'

export async function lacking(): Promise<Lack | null> {
  const wechat = /MicroMessenger/i.test(navigator.userAgent)
  const lack = await found()
  return lack && wechat ? 'wechat' : lack
}

async function found(): Promise<Lack | null> {
  if (!isSecureContext || !crypto.subtle || !('serviceWorker' in navigator)) return isSecureContext ? 'storage' : 'https'
  try {
    await read('counters', 'seq')
    return null
  } catch {
    return 'storage'
  }
}
