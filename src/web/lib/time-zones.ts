const known = Intl.supportedValuesOf('timeZone')

/** The zones to choose from, and the one that is chosen: browsers leave out `UTC`, which machines are set to. */
export function timeZonesWith(chosen: string): string[] {
  return known.includes(chosen) ? known : [chosen, ...known]
}
