// Reads a pasted list of people: name, login name and phone, parted by tabs, commas or spaces.

export interface Line { row: number; name: string; login: string; phone: string; problem: 'no_name' | 'no_login' | 'twice' | null }

export function readPeople(pasted: string): Line[] {
  const seen = new Set<string>()
  return pasted.split(/\r?\n/).map((text, index) => ({ text: text.trim(), row: index + 1 })).filter(({ text }) => text !== '').map(({ text, row }) => {
    const [name = '', login = '', phone = ''] = partsOf(text)
    const line: Line = { row, name, login: login.toLowerCase(), phone, problem: null }
    if (!name) line.problem = 'no_name'
    else if (!login) line.problem = 'no_login'
    else if (seen.has(line.login)) line.problem = 'twice'
    seen.add(line.login)
    return line
  })
}

/** A tab is surer than a comma, a comma surer than a space: a name may hold spaces. */
function partsOf(text: string): string[] {
  const by = text.includes('\t') ? '\t' : /[,，]/.test(text) ? /[,，]/ : /\s+/
  return text.split(by).map((part) => part.trim())
}
