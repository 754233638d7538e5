import { text } from 'node:stream/consumers'
import { utils, write } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { portalFixture } from '../../../../test/support/fixtures.ts'
import { file, line, makeTeam } from '../../../../test/support/import-team.ts'
import { overSlowFiles } from '../../../../test/support/slow-files.ts'
import { fileKey } from './find-import.ts'

const portal = portalFixture()

const sheets = ['Eins', 'Zwei']

/** A workbook with a customer on each of two sheets. */
function book(): Buffer {
  const made = utils.book_new()
  for (const sheet of sheets) utils.book_append_sheet(made, utils.aoa_to_sheet([['Firma'], [`${sheet} KG`]]), sheet)
  return write(made, { type: 'buffer', bookType: 'xlsx' }) as Buffer
}

const textOf = (id: string, sheet: string) => text(portal.services.files.open(fileKey({ id, sheet, sheets })))

test('IMP-2 a slow store of files holds no connection while an upload is stored', async () => {
  const team = await makeTeam(portal)
  const { result, lent } = await overSlowFiles(portal.services, () => team.upload(book(), 'kunden.xlsx'))
  expect(result.status).toBe(201)
  // the text of the sheet, and the workbook
  expect(lent).toEqual([0, 0])
})

test('IMP-2 a slow store of files holds no connection while a file is read again', async () => {
  const team = await makeTeam(portal)
  const { body: workbook } = await team.upload(book(), 'kunden.xlsx')
  const { body: plain } = await team.upload(file(line('K1')))
  for (const [id, wanted, times] of [
    [workbook.id, { sheet: 'Zwei' }, 2],
    [plain.id, { encoding: 'windows-1252' }, 1],
  ] as const) {
    const patch = () => team.maker.browser.call('PATCH', `${team.path}/${id}`, wanted)
    const { result, lent } = await overSlowFiles(portal.services, patch)
    expect(result).toMatchObject({ status: 200, body: wanted })
    expect(lent).toEqual(Array.from({ length: times }, () => 0))
  }
})

test('IMP-2 another sheet is stored beside the one in use, which stays whatever becomes of the correction', async () => {
  const team = await makeTeam(portal)
  const { id } = (await team.upload(book(), 'kunden.xlsx')).body
  const { files } = portal.services
  const status = (to: string) => portal.owner.query('update imports set status = $2 where id = $1', [id, to])
  // it is taken over while the other sheet is on its way to the store
  const put: typeof files.put = async (key, content) => {
    await files.put(key, content)
    await status('running')
  }
  portal.services.files = { ...files, put }
  const patch = () => team.maker.browser.call('PATCH', `${team.path}/${id}`, { sheet: 'Zwei' })
  expect(await patch()).toMatchObject({ status: 409, body: { code: 'imports.not_ready' } })
  portal.services.files = files
  expect((await team.read(id)).sheet).toBe('Eins')
  expect(await textOf(id, 'Eins')).toContain('Eins KG')
  await status('checking')
  expect(await Promise.all([patch(), patch()])).toMatchObject([{ status: 200 }, { status: 200 }])
  expect(await textOf(id, 'Zwei')).toContain('Zwei KG')
  expect(await textOf(id, 'Eins')).toContain('Eins KG')
})

test('IMP-2 a file that is not there any more is said so, however it is wanted', async () => {
  const team = await makeTeam(portal)
  const { id } = (await team.upload(file(line('K1')))).body
  await portal.services.files.remove(fileKey({ id, sheet: null, sheets: [] }))
  await portal.owner.query(`update imports set status = 'checked' where id = $1`, [id])
  const { browser } = team.maker
  const gone = { status: 409, body: { code: 'imports.file_removed' } }
  expect(await browser.call('PATCH', `${team.path}/${id}`, { encoding: 'windows-1252' })).toMatchObject(gone)
  expect(await browser.call('GET', `${team.path}/${id}/errors.xlsx`)).toMatchObject(gone)
})
