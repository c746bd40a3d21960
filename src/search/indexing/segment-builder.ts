import type { PublishedService, ServiceAtLocation } from "../../directory/index.ts";
import { Growing } from "./columns.ts";
import { eachSide, type CountedText } from "./document-text.ts";
import { impactCode } from "./impact.ts";
import { unitVector } from "./sphere.ts";
import { compareIds, NEVER, packId, Segment } from "./segment.ts";
import type { AreaSets, LanguageSets, OpeningPatterns } from "./shared-tables.ts";

/** What the segments of an index share. */
export interface SharedTables {
  areaSets: AreaSets;
  languageSets: LanguageSets;
  patterns: OpeningPatterns;
  /** The number of a need's code. */
  needNumber(code: string): number;
}

const DAY_MS = 24 * 3600 * 1000;

function sinceOf({ provenance }: PublishedService): number {
  const date = provenance.verifiedOn ?? provenance.asOf;
  const day = date === null ? Number.NaN : Math.floor(Date.parse(date) / DAY_MS);
  return Number.isNaN(day) ? NEVER : day;
}

const FIRST_PAIRS = 1024;

/** Pairs of a key and a document (with what it says of it), in the order of documents, gathered by key. */
class Listing {
  #keys = new Uint32Array(FIRST_PAIRS);
  /** A document and its impact in one number: the document in the upper bits. */
  #said = new Uint32Array(FIRST_PAIRS);
  #length = 0;

  add(key: number, doc: number, impact = 0): void {
    if (this.#length === this.#keys.length) this.#grow();
    this.#keys[this.#length] = key;
    this.#said[this.#length++] = (doc << 8) | impact;
  }

  /** Counting sort by key: documents of a key stay in their order. */
  gathered(): { ids: Uint32Array; starts: Uint32Array; docs: Uint16Array; impacts: Uint8Array } {
    const [keys, said, length] = [this.#keys, this.#said, this.#length];
    let most = 0;
    for (let at = 0; at < length; at++) if (keys[at]! > most) most = keys[at]!;
    const ends = new Uint32Array(most + 2);
    for (let at = 0; at < length; at++) ends[keys[at]! + 1]! += 1;
    const ids: number[] = [];
    const starts: number[] = [];
    for (let key = 0; key <= most; key++) {
      if (ends[key + 1]! > 0) {
        ids.push(key);
        starts.push(ends[key]!);
      }
      ends[key + 1]! += ends[key]!;
    }
    const docs = new Uint16Array(length);
    const impacts = new Uint8Array(length);
    for (let at = 0; at < length; at++) {
      const to = ends[keys[at]!]!++;
      docs[to] = said[at]! >>> 8;
      impacts[to] = said[at]! & 255;
    }
    return { ids: Uint32Array.from(ids), starts: Uint32Array.from([...starts, length]), docs, impacts };
  }

  #grow(): void {
    const [keys, said] = [this.#keys, this.#said];
    this.#keys = new Uint32Array(keys.length * 2);
    this.#said = new Uint32Array(said.length * 2);
    this.#keys.set(keys);
    this.#said.set(said);
  }
}

/** Gathers documents into a segment. */
export class SegmentBuilder {
  readonly #shared: SharedTables;
  readonly #ids = new Growing(Uint32Array);
  readonly #since = new Growing(Int32Array);
  readonly #areaSets = new Growing(Uint32Array);
  readonly #languageSets = new Growing(Uint32Array);
  readonly #needStarts = new Growing(Uint32Array);
  readonly #needs = new Growing(Uint16Array);
  readonly #placeStarts = new Growing(Uint32Array);
  readonly #x = new Growing(Float32Array);
  readonly #y = new Growing(Float32Array);
  readonly #z = new Growing(Float32Array);
  readonly #patterns = new Growing(Uint32Array);
  readonly #municipalities = new Growing(Uint32Array);
  readonly #coarse = new Growing(Uint8Array);
  readonly #terms = new Listing();
  readonly #needDocs = new Listing();
  readonly #names = new Listing();
  #count = 0;

  constructor(shared: SharedTables) {
    this.#shared = shared;
    this.#needStarts.push(0);
    this.#placeStarts.push(0);
  }

  get count(): number {
    return this.#count;
  }

  add(service: PublishedService, text: CountedText, names: readonly number[]): void {
    const doc = this.#count++;
    for (const word of packId(service.id)) this.#ids.push(word);
    this.#since.push(sinceOf(service));
    this.#areaSets.push(this.#shared.areaSets.id(service.areas));
    this.#languageSets.push(this.#shared.languageSets.id(service.languages));
    for (const code of service.needs) {
      const need = this.#shared.needNumber(code);
      this.#needs.push(need);
      this.#needDocs.add(need, doc);
    }
    this.#needStarts.push(this.#needs.length);
    for (const at of service.at) this.#addPlace(at);
    this.#placeStarts.push(this.#patterns.length);
    for (const { terms, units, length } of eachSide(text)) terms.forEach((term, index) => this.#terms.add(term, doc, impactCode(units[index]!, length)));
    for (const name of names) this.#names.add(name, doc);
  }

  finish(): Segment {
    const terms = this.#terms.gathered();
    const needs = this.#needDocs.gathered();
    const names = this.#names.gathered();
    const ids = this.#ids.packed();
    return new Segment({
      ids,
      byId: sortById(ids, this.#count),
      dead: new Uint8Array(this.#count),
      since: this.#since.packed(),
      areaSets: this.#areaSets.packed(),
      languageSets: this.#languageSets.packed(),
      needStarts: this.#needStarts.packed(),
      needs: this.#needs.packed(),
      placeStarts: this.#placeStarts.packed(),
      x: this.#x.packed(),
      y: this.#y.packed(),
      z: this.#z.packed(),
      patterns: this.#patterns.packed(),
      municipalities: this.#municipalities.packed(),
      coarse: this.#coarse.packed(),
      termIds: terms.ids,
      termStarts: terms.starts,
      termDocs: terms.docs,
      termImpacts: terms.impacts,
      needIds: needs.ids,
      needDocStarts: needs.starts,
      needDocs: needs.docs,
      nameIds: names.ids,
      nameStarts: names.starts,
      nameDocs: names.docs,
    });
  }

  #addPlace({ location, hours }: ServiceAtLocation): void {
    const [x, y, z] = unitVector(location.lat, location.lon);
    this.#x.push(x);
    this.#y.push(y);
    this.#z.push(z);
    this.#patterns.push(this.#shared.patterns.id(hours, location.municipalityCode));
    this.#municipalities.push(Number(location.municipalityCode ?? 0));
    this.#coarse.push(location.pointSource === "municipality" ? 1 : 0);
  }
}

function sortById(ids: Uint32Array, count: number): Uint16Array {
  const byId = Uint16Array.from({ length: count }, (_, doc) => doc);
  const idOf = (doc: number) => ids.subarray(doc * 4, doc * 4 + 4);
  return byId.sort((a, b) => (ids[a * 4]! - ids[b * 4]!) || compareIds(idOf(a), idOf(b)));
}
