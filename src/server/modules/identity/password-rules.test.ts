import { expect, test } from 'vitest'
import { gradePassword } from './password-rules.ts'

const names = ['Anna Schmidt', 'anna.schmidt', 'a.schmidt@ahlers-it.example', 'Ahlers IT GmbH', 'Nordlicht Software AG']

test.each([
  ['Torf Anker Zim', 'password_too_short'],
  ['passwordpassword', 'password_pattern'],
  ['Passwort12345678', 'password_common'],
  ['willkommen123456', 'password_common'],
  ['Sommer2024Sommer', 'password_common'],
  ['123456789012345678', 'password_pattern'],
  ['qwertzuiopasdfghjkl', 'password_pattern'],
  ['abcdefghijklmnopqr', 'password_pattern'],
  ['abc123abc123abc123', 'password_pattern'],
  ['aaaaaaaaaaaaaaaaaaaa', 'password_pattern'],
  ['P@ssw0rtP@ssw0rt!', 'password_pattern'],
  ['Anna.Schmidt.2026', 'password_names'],
  ['@nn@5chm1dt-2026!', 'password_names'],
  ['NordlichtAhlers1!', 'password_names'],
])('PPL-4 refuses %s: %s', (password, why) => {
  const grade = gradePassword(password, names)
  expect(grade.ok).toBe(false)
  expect(grade.score).toBeLessThan(3)
  expect(grade.why).toBe(why)
})

test.each([
  'Torf Anker Zimt 47',
  'korrektpferdbatterieklammer',
  'x7fK2mQ9vB4nL8pT',
  'ご注文はうさぎですか本当に七月',
  'Kürbis-Lotse-Quarz-Tinte',
])('PPL-4 takes %s', (password) => {
  expect(gradePassword(password, names)).toMatchObject({ ok: true, why: null })
})

test('PPL-4 grades a hostile password in no time', () => {
  const start = performance.now()
  for (const piece of ['4@', '(){}[]', 'aA', '$5$5s', 'ﬃ', '1234567890qwertz'])
    gradePassword(piece.repeat(1000 / piece.length), names)
  expect(performance.now() - start).toBeLessThan(3000)
})
