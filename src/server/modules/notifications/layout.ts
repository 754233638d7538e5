import type { Language } from '../../../api/shapes.ts'

/** A mail in plain sentences, before it is given a form. */
export interface Letter {
  language: Language
  subject: string
  /** the name at the head */
  sender: string
  greeting: string
  paragraphs: readonly string[]
  action: { label: string; link: string; hint: string } | null
  notes: readonly string[]
  foot: string
}

/** The letter as plain text. */
export function asText({ greeting, paragraphs, action, notes, foot }: Letter): string {
  const blocks = [
    greeting,
    ...paragraphs,
    ...(action ? [`${action.label}:\n${action.link}`] : []),
    ...notes,
    `-- \n${foot}`,
  ]
  return `${blocks.join('\n\n')}\n`
}

// light values stand at the elements, for clients that drop style sheets; dark ones only in the sheet
const sheet = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
a { color: #0c5d67; }
@media (prefers-color-scheme: dark) {
  .ground { background: #0a1415 !important; }
  .sheet { background: #101c1d !important; border-top-color: #9db1b2 !important; }
  .ink { color: #e9f0f1 !important; }
  .quiet, .quiet a { color: #9aabac !important; }
  .button { background: #7ccbd5 !important; }
  .button a { color: #03252a !important; }
}`

const font = "font-family: 'Hanken Grotesk', 'Segoe UI', Helvetica, Arial, sans-serif"

/** The letter as HTML: tables and inline styles, no images, readable in the dark. */
export function asHtml({ language, subject, sender, greeting, paragraphs, action, notes, foot }: Letter): string {
  const rows = [
    ...[greeting, ...paragraphs].map((text) =>
      row('ink', `color: #0e2627; font-size: 15px; line-height: 23px`, escape(text)),
    ),
    ...(action ? [button(action)] : []),
    ...notes.map((text) => row('quiet', 'color: #546667; font-size: 13px; line-height: 20px', escape(text))),
  ]
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escape(subject)}</title>
<style>${sheet}</style>
</head>
<body class="ground" style="margin: 0; background: #eff5f5; ${font}">
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="background: #eff5f5">
<tr><td align="center" style="padding: 28px 12px">
<table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" style="max-width: 560px; background: #ffffff; border-top: 2px solid #0e2627">
${row('ink', 'color: #0e2627; font-size: 13px; line-height: 20px; font-weight: 600', escape(sender))}
${rows.join('\n')}
${row('quiet', 'color: #546667; font-size: 12px; line-height: 18px; padding-bottom: 24px', escape(foot))}
</table>
</td></tr>
</table>
</body>
</html>
`
}

function row(kind: string, style: string, content: string): string {
  return `<tr><td class="${kind}" align="left" style="padding: 14px 28px 0; ${font}; ${style}">${content}</td></tr>`
}

function button({ label, link, hint }: NonNullable<Letter['action']>): string {
  const address = escape(link)
  return `<tr><td align="left" style="padding: 22px 28px 8px">
<table role="presentation" cellpadding="0" cellspacing="0"><tr><td class="button" style="background: #0c5d67; border-radius: 4px">
<a href="${address}" style="display: inline-block; padding: 9px 18px; color: #ffffff; ${font}; font-size: 15px; font-weight: 600; text-decoration: none">${escape(label)}</a>
</td></tr></table></td></tr>
${row('quiet', 'color: #546667; font-size: 13px; line-height: 20px', `${escape(hint)}<br><a href="${address}" style="color: #546667; word-break: break-all">${address}</a>`)}`
}

function escape(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign)
}
