import type { Industry } from './trades.ts'

/** Customers whom the pictures and texts of the product know by name. */
export interface KnownCustomer {
  name: string
  industry: Industry
  postalCode: string
  city: string
  /** of the partner contact; null: not assigned */
  contact: string | null
  changedHoursAgo: number
  status?: 'prospect'
}

const known = (
  name: string,
  industry: Industry,
  postalCode: string,
  city: string,
  contact: string | null,
  changedHoursAgo: number,
  status?: 'prospect',
): KnownCustomer => ({ name, industry, postalCode, city, contact, changedHoursAgo, ...(status && { status }) })

export const ahlersHamburg: readonly KnownCustomer[] = [
  known('Ebert, Voß & Partner Rechtsanwälte PartG mbB', 'legal', '20354', 'Hamburg', 'Jana Petersen', 5),
  known('Çelik Gebäudetechnik GmbH', 'crafts', '22305', 'Hamburg', 'Kemal Yıldız', 73),
  known('Norddeutsche Baugenossenschaft eG', 'property', '20099', 'Hamburg', 'Malte Thießen', 75),
  known('Hansen Spedition GmbH', 'logistics', '21107', 'Hamburg', 'Sören Lassen', 98),
  known('Harmsen Medizintechnik GmbH', 'health', '21465', 'Reinbek', 'Jana Petersen', 122),
  known('Stadtwerke Elmsfelde AöR', 'utilities', '25335', 'Elmshorn', 'Sören Lassen', 124),
  known('Krämer Verpackungsmittel KG', 'industry', '21337', 'Lüneburg', 'Jana Petersen', 246),
  known('Özdemir Elektrogroßhandel GmbH', 'retail', '21035', 'Hamburg', 'Kemal Yıldız', 266),
  known('Müller-Lüdenscheidt Haustechnik GmbH', 'crafts', '22769', 'Hamburg', 'Malte Thießen', 290),
  known('Albers Schiffsausrüstung OHG', 'retail', '21079', 'Hamburg', 'Kemal Yıldız', 338),
  known('Petersen & Groth Steuerberatung PartG mbB', 'legal', '22085', 'Hamburg', 'Jana Petersen', 410),
]

export const ahlersBremen: readonly KnownCustomer[] = [
  known('Klinikum Weserbogen gGmbH', 'health', '28205', 'Bremen', 'Henrike Oßwald', 3),
  known('Böhm & Söhne Feinkost KG', 'food', '28195', 'Bremen', 'Birte Krämer', 78),
  known('Fischräucherei Döse GmbH', 'food', '27476', 'Cuxhaven', null, 146),
  known('Diakonie Unterweser gGmbH', 'health', '27568', 'Bremerhaven', 'Birte Krämer', 170),
  known('Jäger Elektro & Leitstelle GmbH', 'crafts', '28832', 'Achim', 'Henrike Oßwald', 172),
  known('Landbäckerei Thießen e. K.', 'food', '27404', 'Zeven', null, 268),
  known('Reederei Simonsen GmbH & Co. KG', 'logistics', '28217', 'Bremen', 'Henrike Oßwald', 314),
  known('Oßwald Sanitär & Heizung GmbH', 'crafts', '26122', 'Oldenburg', 'Birte Krämer', 434),
  known('Wäscherei Blüthner GmbH', 'services', '28309', 'Bremen', 'Birte Krämer', 458),
]

export const ostseeRostock: readonly KnownCustomer[] = [
  known('Hafenapotheke am Seehof e. K.', 'health', '18055', 'Rostock', 'Frauke Lindner', 6),
  known('Ostseebad Feinkost GmbH', 'food', '18119', 'Warnemünde', 'Frauke Lindner', 74),
  known('Seetransport Jürgensen GmbH & Co. KG', 'logistics', '18147', 'Rostock', 'Łukasz Nowak', 97),
  known('Wasserwerk Müritz-Seenplatte AöR', 'utilities', '17192', 'Waren (Müritz)', 'Frauke Lindner', 480),
]

export const ostseeStralsund: readonly KnownCustomer[] = [
  known('Seestern Kliniken gGmbH', 'health', '18435', 'Stralsund', 'Dörte Quandt', 76),
  known('Seebrücke Hotelbetriebe GmbH', 'hospitality', '18609', 'Binz', null, 121, 'prospect'),
]

export const ostseeSchwerin: readonly KnownCustomer[] = [
  known('Plauer See Tourismus eG', 'public', '19395', 'Plau am See', 'Łukasz Nowak', 169),
  known('Ingenieurbüro Seemann + Groß PartG mbB', 'services', '19055', 'Schwerin', 'Dörte Quandt', 265),
]
