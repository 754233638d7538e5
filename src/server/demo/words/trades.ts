import type { industries } from '../../../api/customers.ts'

export type Industry = (typeof industries)[number]

/** How companies of a branch are called. */
export interface Trade {
  industry: Industry
  /** how many of a hundred companies, roughly */
  weight: number
  /** behind a name: *Brinkmann Logistik* */
  after: readonly string[]
  /** before a name: *Reederei Simonsen* */
  before: readonly string[]
  /** before a region: *Stadtwerke Elmsfelde*, with their own legal forms */
  bodies?: readonly string[]
  bodyForms?: readonly string[]
}

const list = (text: string): readonly string[] => text.split(/\s*,\s*/)

const trade = (industry: Industry, weight: number, after: string, before = '', bodies = '', bodyForms = ''): Trade => ({
  industry,
  weight,
  after: list(after),
  before: before ? list(before) : [],
  ...(bodies && { bodies: list(bodies), bodyForms: list(bodyForms) }),
})

export const germanTrades: readonly Trade[] = [
  trade(
    'agriculture',
    3,
    'Gartenbau, Landtechnik, Saatzucht, Baumschulen, Agrarhandel, Futtermittel',
    'Gärtnerei, Baumschule, Hofgut, Obsthof',
  ),
  trade(
    'construction',
    9,
    'Bau, Hochbau, Tiefbau, Bedachungen, Fassadenbau, Gerüstbau, Holzbau, Fensterbau, Straßenbau, Trockenbau, Betonwerk',
    'Bauunternehmung, Zimmerei, Dachdeckerei',
  ),
  trade(
    'crafts',
    10,
    'Gebäudetechnik, Sanitär & Heizung, Elektro, Haustechnik, Metallbau, Kältetechnik, Elektroanlagen, Raumausstattung, Rollladenbau',
    'Tischlerei, Malerbetrieb, Schlosserei, Glaserei, Wäscherei, Schmiede',
  ),
  trade(
    'education',
    3,
    'Seminare, Sprachschulen, Fortbildung',
    'Fahrschule, Musikschule',
    'Akademie, Bildungswerk, Kita-Verbund, Privatschule',
    'gGmbH, e. V., GmbH',
  ),
  trade(
    'energy',
    3,
    'Energie, Solartechnik, Windkraft, Wärmeservice, Brennstoffe, Speichertechnik',
    '',
    'Bürgerwind, Nahwärme',
    'GmbH & Co. KG, eG',
  ),
  trade('finance', 3, 'Vermögensverwaltung, Versicherungsmakler, Finanzberatung, Leasing, Treuhand', 'Maklerbüro'),
  trade(
    'food',
    6,
    'Feinkost, Fleischwaren, Getränke, Tiefkühlkost, Gewürze, Backwaren, Kaffee, Süßwaren',
    'Bäckerei, Landbäckerei, Fischräucherei, Brauerei, Konditorei, Fleischerei, Kaffeerösterei, Molkerei',
  ),
  trade(
    'health',
    8,
    'Medizintechnik, Orthopädietechnik, Dental, Labordiagnostik, Pflegedienst, Hörakustik',
    'Sanitätshaus, Zahntechnik, Augenoptik',
    'Klinikum, Diakonie, Pflegezentrum, Tagespflege, Sozialstation, Reha-Zentrum',
    'gGmbH, gGmbH, GmbH, e. V.',
  ),
  trade('hospitality', 3, 'Hotelbetriebe, Gastronomie, Catering, Veranstaltungen', 'Hotel, Gasthof, Strandhotel'),
  trade(
    'industry',
    13,
    'Maschinenbau, Feinmechanik, Präzision, Kunststofftechnik, Werkzeugbau, Anlagenbau, Verpackungsmittel, Metallverarbeitung, Antriebstechnik, Oberflächentechnik, Fördertechnik, Messtechnik, Pumpen, Armaturen, Papier, Textil, Möbelwerke, Lacke',
    '',
  ),
  trade('it', 3, 'Softwarehaus, Datentechnik, Netzwerktechnik, IT-Beratung, Computersysteme', ''),
  trade('legal', 7, 'Rechtsanwälte, Steuerberatung, Notare, Wirtschaftsprüfung, Patentanwälte', ''),
  trade(
    'logistics',
    7,
    'Logistik, Transporte, Lagerei, Kurierdienst, Umzüge, Seefracht, Kühllogistik',
    'Spedition, Reederei, Fuhrunternehmen',
  ),
  trade('media', 3, 'Druck, Verlag, Werbetechnik, Filmproduktion, Medien, Messebau', 'Druckerei, Agentur'),
  trade(
    'property',
    4,
    'Immobilien, Hausverwaltung, Projektentwicklung, Grundbesitz',
    '',
    'Baugenossenschaft, Wohnungsgenossenschaft, Siedlungswerk',
    'eG',
  ),
  trade(
    'public',
    2,
    'Kommunalservice',
    '',
    'Zweckverband, Tourismusverband, Kirchenkreis, Deichverband, Kommunalbetriebe',
    'AöR, KdöR',
  ),
  trade(
    'retail',
    9,
    'Elektrogroßhandel, Baustoffhandel, Fahrräder, Bürobedarf, Werkzeughandel, Farbenhandel, Schiffsausrüstung, Naturkost, Spielwaren',
    'Autohaus, Möbelhaus, Buchhandlung, Modehaus, Getränkemarkt',
  ),
  trade(
    'services',
    6,
    'Gebäudereinigung, Personaldienste, Sicherheitsdienst, Unternehmensberatung, Planung, Sachverständige',
    'Ingenieurbüro, Architekturbüro, Vermessungsbüro',
  ),
  trade(
    'utilities',
    3,
    'Entsorgung, Recycling, Kanalservice',
    '',
    'Stadtwerke, Wasserwerk, Abwasserverband, Entsorgungsbetriebe',
    'AöR, GmbH',
  ),
  trade(
    'other',
    2,
    'Kulturbüro, Bestattungen',
    'Stiftung',
    'Kulturverein, Sportvereinigung, Naturschutzverein',
    'e. V.',
  ),
]

export const foreignTrades: Readonly<Record<'da' | 'nl' | 'pl', readonly Trade[]>> = {
  da: [
    trade('logistics', 3, 'Transport, Logistik, Spedition, Shipping', ''),
    trade('construction', 3, 'Byg, Tømrer & Snedker, Murerfirma, Entreprise', 'Byggefirma'),
    trade('crafts', 2, 'VVS, El-Teknik, Køleteknik', ''),
    trade('industry', 3, 'Maskinfabrik, Plast, Metal, Emballage', 'Maskinfabrikken'),
    trade('food', 2, 'Fisk, Mejeri, Bageri, Kødvarer', 'Bageriet'),
    trade('retail', 2, 'Møbler, Cykler, Byggemarked, Kontorforsyning', ''),
    trade('legal', 1, 'Advokater, Revision', ''),
    trade('services', 2, 'Rengøring, Rådgivning, Ingeniører', ''),
  ],
  nl: [
    trade('logistics', 3, 'Logistiek, Transport, Scheepvaart, Expeditie', 'Rederij'),
    trade('construction', 3, 'Bouw, Dakwerken, Aannemers, Betonbouw', 'Bouwbedrijf'),
    trade('crafts', 2, 'Installatietechniek, Elektro, Koeltechniek', ''),
    trade('agriculture', 2, 'Tuinbouw, Bloemen, Zaden, Agro', 'Kwekerij'),
    trade('industry', 3, 'Machinebouw, Kunststoffen, Metaal, Verpakkingen', 'Machinefabriek'),
    trade('food', 2, 'Zuivel, Vis, Groothandel, Koffie', 'Bakkerij'),
    trade('legal', 1, 'Advocaten, Accountants', ''),
    trade('services', 2, 'Schoonmaak, Adviseurs, Ingenieurs', ''),
  ],
  pl: [
    trade('logistics', 3, 'Logistyka, Transport, Spedycja', 'Firma Spedycyjna'),
    trade('construction', 3, 'Budownictwo, Dachy, Instalacje', 'Przedsiębiorstwo Budowlane'),
    trade('industry', 3, 'Maszyny, Metal, Tworzywa, Opakowania, Meble', 'Zakłady'),
    trade('food', 2, 'Przetwory, Mięso, Owoce', 'Piekarnia'),
    trade('retail', 2, 'Hurtownia, Rowery, Narzędzia', 'Hurtownia'),
    trade('legal', 1, 'Kancelaria Prawna, Audyt', ''),
    trade('services', 2, 'Doradztwo, Ochrona, Inżynieria', 'Biuro Projektowe'),
  ],
}

/** Legal forms by country, the usual ones more than once. */
export const legalForms: Readonly<Record<string, readonly string[]>> = {
  DE: list(
    'GmbH, GmbH, GmbH, GmbH, GmbH, GmbH & Co. KG, GmbH & Co. KG, GmbH & Co. KG, KG, KG, AG, OHG, e. K., e. K., UG (haftungsbeschränkt)',
  ),
  AT: list('GmbH, GmbH, GmbH, GmbH & Co KG, KG, AG, e.U.'),
  CH: list('AG, AG, AG, GmbH, GmbH'),
  DK: list('ApS, ApS, A/S'),
  NL: list('B.V., B.V., V.O.F.'),
  PL: list('Sp. z o.o., Sp. z o.o., S.A., Sp. k.'),
}

/** Legal forms of lawyers and the like. */
export const partnershipForms: Readonly<Record<string, string>> = {
  DE: 'PartG mbB',
  AT: 'OG',
  CH: 'AG',
  DK: 'P/S',
  NL: 'B.V.',
  PL: 'Sp. p.',
}

/** What a German body is elsewhere. */
export const bodyFormsAbroad: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AT: {
    gGmbH: 'gGmbH',
    'e. V.': 'GmbH',
    GmbH: 'GmbH',
    eG: 'eGen',
    'GmbH & Co. KG': 'GmbH & Co KG',
    AöR: 'GmbH',
    KdöR: 'GmbH',
  },
  CH: { gGmbH: 'AG', 'e. V.': 'AG', GmbH: 'GmbH', eG: 'Genossenschaft', 'GmbH & Co. KG': 'AG', AöR: 'AG', KdöR: 'AG' },
}

/** Behind *&*: *Böhm & Söhne Feinkost KG*. */
export const kin: Readonly<Record<string, readonly string[]>> = {
  de: ['Söhne', 'Sohn', 'Töchter', 'Co.'],
  da: ['Sønner', 'Søn'],
  nl: ['Zonen', 'Zn.'],
  pl: ['Synowie', 'Wspólnicy'],
}
