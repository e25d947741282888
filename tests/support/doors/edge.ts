import type { Door } from './source.ts'

/** Edge's helpers that write attributes with values nobody has escaped for their place. */
export const noAttributeHelpers: Door = {
  name: 'no toAttrs and no html.attrs in templates',
  check: ({ path, text }) =>
    [...text.matchAll(/toAttrs\(|html\.attrs\(/g)].map(([call]) => `${path}: ${call}…)`),
}

/** Tags that open nothing. */
const SINGLE =
  /^(include|includeIf|else|elseif|let|assign|debugger|newError|inject|eval|stack|end)$/

/** A partial for each of many rows is what makes a list slow. */
export const noIncludeInEach: Door = {
  name: 'no include and no component for each row',
  check: ({ path, text }) => {
    const open: string[] = []
    const faults: string[] = []
    for (const [index, line] of text.split('\n').entries()) {
      const [, isSelfClosed, tag = ''] = /^\s*@(!)?([\w.]+)/.exec(line) ?? []
      if (!tag) continue
      const isPart =
        isSelfClosed || tag.includes('.') || /^(include|includeIf|component)$/.test(tag)
      if (isPart && open.includes('each')) faults.push(`${path}:${index + 1}: @${tag} in @each`)
      if (tag === 'end') open.pop()
      else if (!isSelfClosed && !SINGLE.test(tag)) open.push(tag)
    }
    return faults
  },
}

const MARKUP = `icon\\([^()]*\\)`
const ATTRIBUTE = `' [a-z-]+(="[a-z -]*")?( [a-z-]+(="[a-z -]*")?)*'`

/** What may stand in \`{{{ }}}\`: markup of the host, and fixed attributes behind a condition. */
const UNESCAPED = [
  `${MARKUP}`,
  `assetTags\\(\\)`,
  `escapeText\\(t\\('[\\w.]+'\\)\\)`,
  `await \\$slots\\.\\w+\\(\\)`,
  `activities|body|panel\\.html|setup\\.qr|frame\\.(assets|menuHtml)`,
  `[^?]+ \\? (${ATTRIBUTE}|${MARKUP}) : (${ATTRIBUTE}|${MARKUP}|'')`,
  `[^?]+ \\? '' : (${ATTRIBUTE}|${MARKUP})`,
].map((pattern) => new RegExp(`^(${pattern})$`))

/** Whatever a person has written is escaped. */
export const escapedUnlessListed: Door = {
  name: 'only listed expressions are printed without escaping',
  check: ({ path, text }) =>
    [...text.matchAll(/\{\{\{(.*?)\}\}\}/gs)]
      .map(([, expression]) => expression!.trim())
      .filter((expression) => !UNESCAPED.some((allowed) => allowed.test(expression)))
      .map((expression) => `${path}: {{{ ${expression} }}}`),
}
