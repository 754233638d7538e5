import { expect, test } from 'vitest'
import { whyLinks, whySettings } from '../../../api/why.ts'
import de from '../../../locales/de/why.json' with { type: 'json' }
import en from '../../../locales/en/why.json' with { type: 'json' }

function has(words: object, path: string): boolean {
  const found = path
    .split('.')
    .reduce<unknown>(
      (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : null),
      words,
    )
  return typeof found === 'string'
}

/** What a link says where it can stop a row: the answer gives it as the reason. */
const stops = [
  'membership.inactive',
  'membership.invited',
  'membership.none',
  'workingAs.missing',
  'workingAs.blocked',
  'workingAs.customerUnseen',
  'owner.outside',
  'tenant.foreign',
  'share.contact',
  'share.asleep',
  'deciding.inactive',
  'module.closed',
  'role.missing',
  'visibility.none',
  'contact.no',
  'manager.no',
  'assignment.no',
]

test('ACC-18 every link, every reason and every setting has its sentence in both languages, of oneself and of others', () => {
  const forms = (path: string) => [`${path}.self`, `${path}.other`]
  const links = Object.entries(whyLinks).flatMap(([code, all]) => all.flatMap((said) => forms(`link.${code}.${said}`)))
  const settings = whySettings.flatMap((code) =>
    ['roles', 'visibility', 'contact'].includes(code) ? forms(`setting.${code}`) : [`setting.${code}`],
  )
  const needed = [...links, ...settings, ...stops.flatMap((stop) => forms(`reason.${stop}`))]
  for (const words of [de, en]) expect(needed.filter((path) => !has(words, path))).toEqual([])
})
