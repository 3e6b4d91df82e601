// A file that leaves the phone: saved, or handed to another app where the phone has a way for that.

export function saveFile(file: File): void {
  const url = URL.createObjectURL(file)
  const link = Object.assign(document.createElement('a'), { href: url, download: file.name })
  document.body.append(link)
  link.click()
  link.remove()
  // The browser takes its time with a download; the address has to live until then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Whether the phone hands files like this one to other apps. */
export const sharesFile = (file: File): boolean => typeof navigator.canShare === 'function' && navigator.canShare({ files: [file] })

/** Closing the phone's own sheet is no failure; whether it went. */
export const shareFile = (file: File): Promise<boolean> => navigator.share({ files: [file] }).then(() => true, () => false)
