/** The header that names a file: shown in the browser, or kept. */
export function disposition(inline: boolean, name: string): string {
  const plain = name.replaceAll(/[^\w. -]/g, '_')
  return `${inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`
}
