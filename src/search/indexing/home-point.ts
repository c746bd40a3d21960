import type { Place } from "../../territory/index.ts";
import type { SegmentColumns } from "./segment.ts";
import { chordKm, squaredChord, unitVector } from "./sphere.ts";

const SAME_TOWN_KM = 2;
/** Beyond this nobody goes to a place that also helps from afar (km). */
const EVERYWHERE_SHOWN_KM = 50;

/** Where distances are measured from. */
export class HomePoint {
  readonly #x: number;
  readonly #y: number;
  readonly #z: number;
  readonly #municipality: number;
  /** Known to its municipality only: no distance within it. */
  readonly #coarse: boolean;

  private constructor(home: Place) {
    [this.#x, this.#y, this.#z] = unitVector(home.lat, home.lon);
    this.#municipality = Number(home.within.municipality ?? 0);
    this.#coarse = home.kind === "municipality";
  }

  /** Null where there is no home, or it is too wide to measure from. */
  static of(home: Place | null): HomePoint | null {
    return home === null || home.kind === "province" || home.kind === "region" ? null : new HomePoint(home);
  }

  /** The nearest of a document's places; the first where none can be measured. */
  nearestPlace({ placeStarts, x, y, z }: SegmentColumns, doc: number): number {
    let best = placeStarts[doc]!;
    let least = Number.POSITIVE_INFINITY;
    for (let place = best; place < placeStarts[doc + 1]!; place++) {
      const squared = squaredChord(x[place]!, y[place]!, z[place]!, this.#x, this.#y, this.#z);
      if (squared < least) {
        best = place;
        least = squared;
      }
    }
    return best;
  }

  /** Kilometres to rank a place by; NaN: none that matters. */
  distance({ x, y, z, municipalities, coarse }: SegmentColumns, place: number, isEverywhere: () => boolean): number {
    const km = chordKm(squaredChord(x[place]!, y[place]!, z[place]!, this.#x, this.#y, this.#z));
    if (Number.isNaN(km)) return km;
    const town = municipalities[place]!;
    // Both in one municipality, and one of them known no finer: its middle is not somewhere to measure from.
    if ((this.#coarse || coarse[place] === 1) && town !== 0 && town === this.#municipality) return SAME_TOWN_KM;
    return km > EVERYWHERE_SHOWN_KM && isEverywhere() ? Number.NaN : km;
  }
}
