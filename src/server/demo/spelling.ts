const spelled: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'oe',
  å: 'aa',
  ł: 'l',
  ı: 'i',
}

const legalForm =
  / (GmbH|gGmbH|AG|KG|OHG|OG|GbR|e\. ?[KVU]\.|eG|eGen|UG \(haftungsbeschränkt\)|PartG mbB|AöR|KdöR|ApS|A\/S|P\/S|B\.V\.|V\.O\.F\.|Sp\. z o\.o\.|S\.A\.|Sp\. [kp]\.|& Co\.? KG|Genossenschaft)(?= |$)/g

/** Lower-case ASCII with hyphens: the start of handles and domains. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[äöüßæøåłı]/g, (letter) => spelled[letter] ?? '')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
}

/** What a company would register: *brinkmann-logistik* for Brinkmann Logistik GmbH & Co. KG. */
export function domainOf(company: string): string {
  const bare = slug(company.replaceAll(legalForm, '').replaceAll(/ (& |und )?Partner\b/g, ''))
  return bare.length <= 30 ? bare : bare.slice(0, bare.lastIndexOf('-', 30) > 8 ? bare.lastIndexOf('-', 30) : 30)
}
