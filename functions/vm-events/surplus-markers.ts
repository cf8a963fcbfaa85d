/** Per marker: when it was claimed and, once told, when that was; ISO instants. */
export type Announced = Readonly<Record<string, { readonly claimed: string; readonly told?: string }>>;

/** Markers that an item keeps. */
export const KEPT_MARKERS = 20;

/**
 * Markers that may go once `confirmed` is told, so that an item does not grow with the starts and VMs of a person.
 * The instance's own stay longest, its being ready above all, then the newest; a claim under way always stays.
 */
export function surplusMarkers(announced: Announced, confirmed: string): string[] {
  const instance = /i-[0-9a-f]+/.exec(confirmed)?.[0] ?? confirmed;
  const rank = (marker: string) => {
    if (marker === confirmed) return 0;
    // A warning is worth nothing once its stop is over.
    if (!marker.includes(instance) || marker.startsWith("stop-warning-")) return 3;
    return marker.startsWith("ready-") ? 1 : 2;
  };
  return Object.entries(announced)
    .flatMap(([marker, { told }]) => (told ? [{ marker, told, rank: rank(marker) }] : []))
    .sort((one, other) => one.rank - other.rank || Date.parse(other.told) - Date.parse(one.told))
    .slice(KEPT_MARKERS)
    .map(({ marker }) => marker);
}
