const browsers: [name: string, mark: RegExp][] = [
  ['Edge', /\bEdg\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\bFirefox\//],
  ['Chrome', /Chrome\//],
  ['Safari', /\bSafari\//],
]

const systems: [name: string, mark: RegExp][] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
]

/** What a person would call the device that sends this `User-Agent`: "Firefox, Windows"; null if nothing is known. */
export function deviceOf(userAgent: string | null): string | null {
  const name = (list: typeof browsers) => list.find(([, mark]) => mark.test(userAgent ?? ''))?.[0]
  const parts = [name(browsers), name(systems)].filter(Boolean)
  return parts.length > 0 ? parts.join(', ') : userAgent?.slice(0, 60) || null
}
