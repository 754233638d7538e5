const legalForm =
  /,? (?:(?:g?GmbH|AG|SE|UG(?: \(haftungsbeschränkt\))?|Ltd\.?|B\.? ?V\.?)(?: & Co\. (?:KGaA|KG|OHG))?|KGaA|KG|OHG|GbR|eG|e\. ?[KV]\.|PartG(?: ?mbB)?|AöR|Inc\.?|LLC|S\.A\.|SAS|SARL|s\.r\.o\.)$/

/** The name of an organisation without its legal form, for places where it is only told apart: *Ahlers Systemhaus*. */
export function shortName(name: string): string {
  return name.replace(legalForm, '') || name
}
