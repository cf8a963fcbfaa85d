/** By marker: when the announcement was claimed and, once it was made, when that was; ISO instants. */
export type AnnouncedMarkers = Readonly<Record<string, { readonly claimed: string; readonly told?: string }>>;

/** Markers that an item keeps. */
export const KEPT_MARKERS = 20;

/**
 * Markers that can be removed once `confirmed` is announced, so that an item does not grow with each start and VM. Those
 * of the same instance are kept longest, first of all that of its being ready, then the newest; a claim is always kept.
 */
export function surplusMarkers(announced: AnnouncedMarkers, confirmed: string): string[] {
  const instance = /i-[0-9a-f]+/.exec(confirmed)?.[0] ?? confirmed;
  const rank = (marker: string) => {
    if (marker === confirmed) return 0;
    // The marker of a warning is not needed after the stop.
    if (!marker.includes(instance) || marker.startsWith("stop-warning-")) return 3;
    return marker.startsWith("ready-") ? 1 : 2;
  };
  return Object.entries(announced)
    .flatMap(([marker, { told }]) => (told ? [{ marker, told, rank: rank(marker) }] : []))
    .sort((one, other) => one.rank - other.rank || Date.parse(other.told) - Date.parse(one.told))
    .slice(KEPT_MARKERS)
    .map(({ marker }) => marker);
}
