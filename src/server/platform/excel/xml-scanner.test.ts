import { expect, test } from 'vitest'
import { attributesOf, XmlScanner } from './xml-scanner.ts'

test('IMP-8 attributes are found with and without prefix, whatever stands around the sign', () => {
  expect(attributesOf(` r="A1" x:id = 'rId1' name="a &amp; b" empty=""`)).toEqual({
    r: 'A1',
    id: 'rId1',
    name: 'a & b',
    empty: '',
  })
})

test.each(['a', 'a ', 'a:', '="', "a='"])('IMP-8 a tag full of %s takes no longer than its length', (piece) => {
  const start = performance.now()
  attributesOf(` ${piece.repeat(200_000)}`)
  expect(performance.now() - start).toBeLessThan(2_000)
})

test('IMP-8 NUL and half signs, which no text of the database can hold, arrive as the sign for what cannot be read', () => {
  const texts: string[] = []
  const scanner = new XmlScanner({ text: (text) => texts.push(text) })
  scanner.push(Buffer.from('<t>a&#0;b&#xD800;c\0d&#x1F600;</t>'))
  scanner.end()
  expect(texts).toEqual(['a\ufffdb\ufffdc\ufffdd\u{1f600}'])
  expect(attributesOf(' name="a&#0;b"')).toEqual({ name: 'a\ufffdb' })
})
