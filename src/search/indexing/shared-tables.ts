import { compileHours, isOpen, momentIn, zoneOf, type CompiledHours, type Hours, type LocalMoment } from "../../directory/index.ts";
import type { Place, Serves, ServiceArea } from "../../territory/index.ts";

/*
 * What many documents share, kept once and named by a number: sets of areas, sets of languages, hours.
 * Questions are then asked once for each distinct value, not once a document.
 */

export const SERVES = ["yes", "assumed", "unknown", "no"] as const satisfies readonly Serves[];
export const OPEN_NO = 0;
export const OPEN_YES = 1;
export const OPEN_UNKNOWN = 2;

export const NOT_ASKED = 255;
/** Homes whose answers are remembered: the busiest towns ask again and again. */
const HOMES_KEPT = 300;

/** Numbers distinct values by a text of theirs. */
class Distinct<T> {
  readonly values: T[] = [];
  readonly #ids = new Map<string, number>();

  id(key: string, make: () => T): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#ids.set(key, this.values.length);
    return this.values.push(make()) - 1;
  }
}

/** Asks the territory whether people of a home are accepted. */
export type AsksServes = (areas: readonly ServiceArea[], home: Place) => Serves;

export interface HomeAnswers {
  known: Uint8Array;
  ask(set: number): number;
}

/** Sets of areas; for each home, whether each set accepts it, found when first asked. */
export class AreaSets {
  readonly #sets = new Distinct<readonly ServiceArea[]>();
  readonly #homes = new Map<string, Uint8Array>();

  id(areas: readonly ServiceArea[]): number {
    return this.#sets.id(areas.map(({ kind, code, assumed }) => `${kind} ${code} ${assumed ? 1 : 0}`).join("|"), () => areas.map(({ kind, code, assumed }) => ({ kind, code, assumed })));
  }

  all(): readonly (readonly ServiceArea[])[] {
    return this.#sets.values;
  }

  isEverywhere(set: number): boolean {
    return this.#sets.values[set]!.some(({ kind }) => kind === "province");
  }

  /** What each set answers to a home, as positions in `SERVES`; where it is `NOT_ASKED`, `ask` finds it. */
  answers(home: Place | null, asks: AsksServes): HomeAnswers {
    const sets = this.#sets.values;
    if (home === null) return { known: new Uint8Array(sets.length).fill(SERVES.indexOf("unknown")), ask: () => SERVES.indexOf("unknown") };
    const known = this.#answersOf(`${home.kind}:${home.code}`);
    return { known, ask: (set) => (known[set] = SERVES.indexOf(asks(sets[set]!, home))) };
  }

  #answersOf(home: string): Uint8Array {
    const known = this.#homes.get(home);
    this.#homes.delete(home);
    const enough = known !== undefined && known.length >= this.#sets.values.length;
    const answers = enough ? known : new Uint8Array(this.#sets.values.length + 256).fill(NOT_ASKED);
    if (known && !enough) answers.set(known);
    this.#homes.set(home, answers);
    if (this.#homes.size > HOMES_KEPT) this.#homes.delete(this.#homes.keys().next().value!);
    return answers;
  }
}

/** Sets of languages in which services are given. */
export class LanguageSets {
  readonly #sets = new Distinct<readonly string[]>();

  id(languages: readonly string[]): number {
    return this.#sets.id(languages.join(" "), () => [...languages]);
  }

  all(): readonly (readonly string[])[] {
    return this.#sets.values;
  }

  /** 1 for each set that has a language. */
  having(language: string): Uint8Array {
    return Uint8Array.from(this.#sets.values, (set) => (set.includes(language) ? 1 : 0));
  }
}

interface Pattern {
  hours: Hours | null;
  compiled: CompiledHours | null;
  zone: string;
}

/** Distinct hours in their time zone; which are open is found once a minute, holidays and seasons included. */
export class OpeningPatterns {
  readonly #patterns = new Distinct<Pattern>();
  #minute = -1;
  #open = new Uint8Array(0);

  id(hours: Hours | null, municipality: string | null): number {
    return this.add(hours, zoneOf(municipality));
  }

  add(hours: Hours | null, zone: string): number {
    return this.#patterns.id(hours === null ? zone : `${zone} ${JSON.stringify(hours)}`, () => ({ hours, compiled: hours && compileHours(hours), zone }));
  }

  all(): readonly Pick<Pattern, "hours" | "zone">[] {
    return this.#patterns.values;
  }

  /** For each pattern: open, closed or unknown at an instant. */
  openAt(now: Date): Uint8Array {
    const minute = Math.floor(now.getTime() / 60_000);
    const { values } = this.#patterns;
    if (minute === this.#minute && values.length === this.#open.length) return this.#open;
    const moments = new Map<string, LocalMoment>();
    const momentOf = (zone: string) => moments.get(zone) ?? (moments.set(zone, momentIn(zone, now)), moments.get(zone)!);
    this.#open = Uint8Array.from(values, ({ compiled, zone }) => {
      const open = compiled && isOpen(compiled, momentOf(zone));
      return open === null ? OPEN_UNKNOWN : open ? OPEN_YES : OPEN_NO;
    });
    this.#minute = minute;
    return this.#open;
  }
}
