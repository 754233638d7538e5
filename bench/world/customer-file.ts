import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { diceFor } from '../../src/server/demo/dice.ts'
import { germanPlaces } from '../../src/server/demo/words/german-places.ts'
import { surnames } from '../../src/server/demo/words/names.ts'
import { streets } from '../../src/server/demo/words/streets.ts'
import { germanTrades } from '../../src/server/demo/words/trades.ts'

const header =
  'Kundennr.;Firma;Straße;PLZ;Ort;Land;Telefon;E-Mail;Homepage;Kundenstatus;Kunde seit;Ansprechpartner;Umsatz/Monat;Bemerkung'
const remarks = ['', '', '', 'zahlt pünktlich', 'Rückruf nach Messe', '"ruft zurück;\nbitte nicht stören"']

/**
 * Writes a customer file as an old system exports it: one row in a hundred wrong, two columns that Kontor has no field for.
 *
 * @param contacts names of members, half of the rows name one
 */
export function writeCustomerFile(path: string, rows: number, contacts: readonly string[]): Promise<void> {
  return pipeline(Readable.from(linesOf(rows, contacts)), createWriteStream(path))
}

function* linesOf(rows: number, contacts: readonly string[]): Iterable<string> {
  const dice = diceFor(11)
  const places = Object.values(germanPlaces).flat()
  const roads = streets['DE'] ?? []
  const trades = germanTrades.flatMap(({ after }) => after)
  yield `${header}\r\n`
  for (let row = 1; row <= rows; row += 1) {
    const surname = dice.pick(surnames.de)
    const place = dice.pick(places)
    const domain = `${surname.toLowerCase().replaceAll(/[^a-z]/g, '')}-${row}.example`
    const cells = [
      `K${10_000_000 + row}`,
      `${surname} ${dice.pick(trades)} GmbH`,
      `${dice.pick(roads)} ${1 + dice.under(180)}`,
      row % 100 === 0 ? '2826' : dice.pick(place.postalCodes),
      place.city,
      dice.pick(['D', 'DE', 'Deutschland']),
      `0${place.area}/${100_000 + dice.under(900_000)}`,
      `info@${domain}`,
      dice.chance(0.6) ? `www.${domain}` : '',
      dice.chance(0.85) ? 'Kunde' : 'Interessent',
      `${1 + dice.under(28)}.${1 + dice.under(12)}.${2005 + dice.under(20)}`,
      dice.chance(0.5) ? dice.pick(contacts) : '',
      `${dice.under(10_000)},${10 + dice.under(90)}`,
      dice.pick(remarks),
    ]
    yield `${cells.join(';')}\r\n`
  }
}
