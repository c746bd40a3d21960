import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { runCommand } from "../../../tests/support/command.ts";
import { testDatabase, type TestDatabase } from "../../../tests/support/database.ts";
import { systemClock } from "../../platform/clock.ts";
import type { CommandInput } from "../../platform/cli/command.ts";
import { DATA_DIR } from "../../platform/paths.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import { directoryCommands } from "../directory.commands.ts";
import { buildRecord, buildServiceAtLocation } from "../directory.factory.ts";
import { saveRecords } from "../directory.store.ts";
import { importRecords } from "../imports/import-run.ts";
import { readNeeds } from "../needs.ts";
import type { StoredRecord } from "../published/published.ts";
import { countRecords, readAllRecords } from "../records.store.ts";
import { sheetCell } from "../../platform/sheet.ts";

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fanal-csv-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

function fanal(words: string[], options: CommandInput["options"] = {}, on = database) {
  return runCommand(directoryCommands, on.platform, words, options);
}

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function records(on = database): Promise<ServiceRecord[]> {
  const all: StoredRecord[] = [];
  await readAllRecords(on.platform.pool, (page) => void all.push(...page));
  return all.map(({ record }) => record);
}

const counts = async () => (await database.platform.pool.query<object>("SELECT (SELECT count(*) FROM change) AS changes, (SELECT count(*) FROM source) AS sources, (SELECT count(*) FROM directory_outbox) AS rung")).rows[0];

const MAP = `
source: { id: table, name: Table de quartier, owner: La Table, licence: CC-BY-4.0, priority: 60, asOf: 2026-01 }
file: { encoding: windows-1252, delimiter: ";" }
fields:
  key: { template: "{No}-{Volet}" }
  organization.key: No
  organization.name: Organisme
  organization.name.en: Organization
  service.name: { template: "{Organisme} : {Volet}" }
  service.description: [Description, Mission]
  needs: { column: Besoins, split: ",", values: { Épicerie: food.hamper } }
  languages: { column: Langues, split: "/" }
  areas: { column: Secteur, split: ",", kind: municipality }
  address: Adresse
  city: Ville
  postalCode: CP
  phones:
    - Téléphone
    - { column: Sans frais, label: { fr: Sans frais, en: Toll-free } }
    - { column: ATS, kind: tty, language: fr }
  hours: Horaire
  hoursNote: Heures
  website: Site
  confidential: Secret
`;
const ROWS = `No;Organisme;Organization;Volet;Description;Mission;Besoins;Langues;Secteur;Adresse;Ville;CP;Téléphone;Sans frais;ATS;Horaire;Heures;Site;Secret
7;Entraide de l'Érable;Maple Help;Épicerie;;Donne un panier.;Épicerie, soupe populaire;fr/en;Sorel-Tracy, Atlantide;12, rue du Quai;Sorel-Tracy;j3p1a1;450 555-0100 poste 007 ou 450-555-0101;1 800 555-0100;514-555-0199;Mo-Fr 09:00-17:00;Du lundi au vendredi;example.org;
7;Entraide de l'Érable;Maple Help;Refuge;Un toit.;;;;;9, rue Cachée;Alma;;;1 800 555-0102;;n'importe quand;;pas un site;oui
;Sans numéro;;;;;;;;;;;;;;;;;
`;

describe("a foreign sheet with its map", () => {
  const paths = async () => ({ csv: await file("table.csv", Buffer.from(ROWS, "latin1")), map: await file("table.yaml", MAP) });

  it("becomes records, with what could not be used said", async () => {
    const { csv, map } = await paths();
    const { code, printed } = await fanal(["import", "csv", csv], { map });
    expect(code).toBe(1);
    expect(printed).toMatch(/table: read 3, created 2, updated 0, unchanged 0, refused 1/);
    expect(printed).toContain('left out, of no use as areas: "Atlantide"');
    expect(printed).toContain('left out, of no use as website: "pas un site"');
    const [hidden, open] = (await records()).sort((a, b) => a.at[0]!.phones.length - b.at[0]!.phones.length);
    expect(open).toMatchObject({
      organization: { id: hidden!.organization.id, texts: { fr: { name: "Entraide de l'Érable", state: "written" }, en: { name: "Maple Help", state: "translated" } } },
      texts: { fr: { name: "Entraide de l'Érable : Épicerie", description: "Donne un panier." } },
      needs: ["food.hamper", "food.meals"],
      languages: ["fr", "en"],
      website: "https://example.org",
      areas: [{ kind: "municipality", code: "53052", assumed: false }],
      visibility: "publicWithNotice",
      notice: "unverified",
      provenance: { source: "table", sourceId: "7-Épicerie", asOf: "2026-01" },
    });
    expect(open!.at[0]).toMatchObject({
      location: { address: "12, rue du Quai", postalCode: "J3P 1A1", municipalityCode: "53052" },
      phones: [
        { number: "+14505550100", extension: "007" },
        { number: "+14505550101" },
        { number: "+18005550100", note: { fr: "Sans frais", en: "Toll-free" } },
        { number: "+15145550199", kind: "tty", language: "fr" },
      ],
      hours: { rules: [{ days: [1, 2, 3, 4, 5] }] },
      hoursNote: { fr: "Du lundi au vendredi" },
    });
    expect(hidden!.at[0]!.location).toMatchObject({ confidential: true, address: "9, rue Cachée", lat: null });
    const { rows } = await database.platform.pool.query("SELECT owner, licence, priority FROM source WHERE id = 'table'");
    expect(rows).toEqual([{ owner: "La Table", licence: "CC-BY-4.0", priority: 60 }]);
  });

  it("is tried first with a dry run, which is exact and writes nothing", async () => {
    const { csv, map } = await paths();
    const before = await counts();
    const { printed } = await fanal(["import", "csv", csv], { map, "dry-run": true });
    expect(printed).toMatch(/table \(dry run, nothing was written\): read 3, created 2, updated 0, unchanged 0, refused 1/);
    expect(printed).toContain("Entraide de l'Érable : Épicerie");
    expect(printed).toContain("450\u00a0555-0100, ext. 007");
    expect(await counts()).toEqual(before);
    await fanal(["import", "csv", csv], { map });
    expect((await fanal(["import", "csv", csv], { map, "dry-run": true })).printed).toMatch(/created 0, updated 0, unchanged 2, refused 1/);
    expect((await fanal(["import", "csv", csv], { map })).printed).toMatch(/unchanged 2/);
  });

  it("groups the rows of a service that has several places", async () => {
    const map = await file("places.yaml", "source: { id: places }\nfields: { key: s, place.key: p, service.name: name, address: a, phones: tel }\n");
    const csv = await file("places.csv", 's,p,name,a,tel\n1,1a,Banque alimentaire,"1, rue A",450 555-0100\n1,1b,Banque alimentaire,"2, rue B",450 555-0101\n2,2a,Soupe populaire,"3, rue C",811\n1,1c,Banque alimentaire,"4, rue D",\n');
    expect((await fanal(["import", "csv", csv], { map })).printed).toMatch(/read 3, created 2, updated 0, unchanged 0, refused 1/);
    expect((await records()).map(({ at }) => at.length).sort()).toEqual([1, 2]);
  });

  it("leaves the other language as it is when the file speaks one", async () => {
    const both = await file("both.yaml", "source: { id: two }\nfields: { key: id, service.name.fr: fr, service.name.en: en, phones: tel }\n");
    const one = await file("one.yaml", "source: { id: two }\nfields: { key: id, service.name.fr: fr, phones: tel }\n");
    const csv = await file("two.csv", "id,fr,en,tel\n1,Banque alimentaire,Food bank,811\n");
    await fanal(["import", "csv", csv], { map: both });
    expect((await fanal(["import", "csv", csv], { map: one })).printed).toMatch(/unchanged 1/);
  });
});

describe("a map that cannot be used", () => {
  const csv = () => file("small.csv", "id,Nom\n1,Banque alimentaire\n");
  it.each([
    ["not YAML", "source: [", /line \d/],
    ["no source", "fields: { key: id, service.name: Nom }", /say whose records these are/],
    ["a bad source id", "source: { id: Ma Source }\nfields: { key: id, service.name: Nom }", /line 1: a source is named with small letters/],
    ["a priority out of bounds", "source: { id: a, priority: 900 }\nfields: { key: id, service.name: Nom }", /whole number from 0 to 100/],
    ["an unknown part", "source: { id: a }\nfiles: {}\nfields: { key: id, service.name: Nom }", /line 2: "files" is not known/],
    ["an unknown field", "source: { id: a }\nfields:\n  key: id\n  service.nom: Nom\n  organization.names: Nom", /line 4: "service.nom" is not a field[\s\S]*line 5: "organization.names" is not a field; perhaps .*organization.name/],
    ["a language where there is none", "source: { id: a }\nfields: { key: id, service.name: Nom, website.fr: Nom }", /"website.fr" is not a field/],
    ["an unknown column", "source: { id: a }\nfields:\n  key: id\n  service.name: { template: '{Nom} {Titre}' }", /line 4: the file has no column "Titre"[\s\S]*its columns are: id, Nom/],
    ["two origins", "source: { id: a }\nfields: { key: id, service.name: { column: Nom, constant: x } }", /one of column, constant or template/],
    ["no key", "source: { id: a }\nfields: { service.name: Nom }", /fields needs key/],
    ["no name", "source: { id: a }\nfields: { key: id }", /organization.name or service.name/],
    ["an unknown encoding", "source: { id: a }\nfile: { encoding: ebcdic }\nfields: { key: id, service.name: Nom }", /"ebcdic" is not an encoding/],
    ["an unknown kind", "source: { id: a }\nfields: { key: id, service.name: Nom, areas: { column: Nom, kind: county } }", /"county" is not a kind; it is one of province, region, mrc/],
    ["a name given twice", "source: { id: a }\nfields: { key: id, key: Nom, service.name: Nom }", /line 2: .*unique/],
    ["a bomb of aliases", `a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nsource: *b\nfields: *b`, /line \d/],
  ])("%s", async (_, map, expected) => {
    await expect(fanal(["import", "csv", await csv()], { map: await file("bad.yaml", map) })).rejects.toThrow(expected);
  });

  it("says how to begin without one, and prints a first one", async () => {
    const path = await file("fiches.csv", "ID;Organisme;Téléphone;Code postal;Chose\n1;X;811;J3P 1A1;\n");
    await expect(fanal(["import", "csv", path])).rejects.toThrow(/--suggest/);
    await expect(fanal(["import", "csv", path], { map: "x.yaml", source: "other" })).rejects.toThrow(/--source means nothing to import csv; the map says it/);
    const { printed } = await fanal(["import", "csv", path], { suggest: true });
    expect(printed).toContain('delimiter: ";"');
    expect(printed).toContain("organization.name: Organisme");
    expect(printed).toContain('phones: "Téléphone"');
    expect(printed).toContain("# columns without a field: Chose");
    expect((await fanal(["import", "csv", path], { map: await file("suggested.yaml", printed), "dry-run": true })).printed).toMatch(/created 1/);
  });
});

describe("the sheet that fanal exports", () => {
  const map = join(DATA_DIR, "import-maps", "fanal.yaml");
  /** Where it came from and when it was written are not the same in another database; double spaces are not kept. */
  const content = (text: string) => (parse(text.replace(/ {2,}/g, " "), { columns: true, bom: true }) as Record<string, string>[]).map((row): Record<string, string> => ({ ...row, source: "", updated: "" }));

  it("comes back the same: the sample and the open data, exported, imported elsewhere, exported again", async () => {
    const full = await testDatabase(systemClock, inject("sampleTemplate"));
    const [first, second] = [join(folder, "first.csv"), join(folder, "second.csv")];
    expect((await fanal(["export", "csv", first], {}, full)).printed).toMatch(/^\d{4} services at \d{4} places written/);
    await full.close();
    expect((await fanal(["import", "csv", first], { map })).printed).toMatch(/refused 0/);
    await fanal(["export", "csv", second]);
    const [before, after] = [content(await readFile(first, "utf8")), content(await readFile(second, "utf8"))];
    // A municipality that the source left out is found from the point on the way back.
    expect(after).toEqual(before.map((row, index) => ({ ...row, municipality_code: row["municipality_code"] || after[index]!["municipality_code"] })));
    expect((await fanal(["import", "csv", second], { map })).printed).toMatch(/created 0, updated 0/);
  }, 120_000);

  it("holds no formula, no confidential place, and all that a phone or an opening time can say", async () => {
    const odd = buildRecord({
      texts: { fr: { ...buildRecord().texts.fr!, name: '=HYPERLINK("http://example.org")', description: "@SUM(1)\n\"quoted\"; -1", fees: "-5 $", eligibility: "'=already" }, en: null },
      at: [
        buildServiceAtLocation({
          phones: [{ kind: "tty", number: "+14505550100", extension: "007", language: "fr", note: { fr: "Le soir; 5 % = oui", en: "+1\nline" } }],
          hours: { always: false, byAppointment: true, closedOnHolidays: true, rules: [{ days: [1, 3], holidays: true, weeks: [1, -1], from: "03-02", to: null, spans: [{ opens: "22:00", closes: "02:00" }] }] },
        }),
        buildServiceAtLocation({ location: { confidential: true, address: "9, rue Cachée", city: "SECRETVILLE" }, phones: [] }),
      ],
    });
    await saveRecords(database.platform.pool, [odd], { actor: "test", source: "test", at: new Date() });
    const path = join(folder, "odd.csv");
    await fanal(["export", "csv", path]);
    const text = await readFile(path, "utf8");
    expect(text.startsWith("\ufeff")).toBe(true);
    expect(text).not.toMatch(/SECRET|Cachée/);
    for (const cell of (parse(text, { bom: true }) as string[][]).flat()) expect(cell).not.toMatch(/^[=+@\t\r]|^-(?![\d.]+$)/);
    const other = await testDatabase();
    await fanal(["import", "csv", path], { map }, other);
    const [back] = await records(other);
    expect(back).toMatchObject({ texts: odd.texts, at: [{ phones: odd.at[0]!.phones, hours: odd.at[0]!.hours }, { location: { confidential: true, address: null } }] });
    await other.close();
  });

  it("brings back a shelter without erasing where it is", async () => {
    const shelter = buildRecord({
      needs: ["violence.shelter"],
      texts: { fr: { ...buildRecord().texts.fr!, description: "Au 9, rue Cachée, jour et nuit." }, en: null },
      provenance: { ...buildRecord().provenance, source: "sample", urls: ["https://example.org/adresse"] },
      at: [buildServiceAtLocation({ hoursNote: { fr: "Sonnez au 9, rue Cachée", en: null }, location: { confidential: true, address: "9, rue Cachée", texts: { fr: { name: "La maison", directions: null, accessibility: null }, en: null } } })],
    });
    shelter.organization.texts.fr!.description = "Une maison de la rue Cachée.";
    const sibling = buildRecord({ organization: shelter.organization, texts: { fr: { ...buildRecord().texts.fr!, notes: "Le 9 rue Cachée ouvre la nuit." }, en: null }, provenance: shelter.provenance });
    const items = [shelter, sibling].map((record, line) => ({ origin: { file: "f", line }, record }));
    await importRecords(database.platform.pool, items, { source: "sample", actor: "import sample", at: new Date(), needs: readNeeds() });
    const path = join(folder, "shelter.csv");
    await fanal(["export", "csv", path]);
    await writeFile(path, (await readFile(path, "utf8")).replaceAll("Dépannage alimentaire", "Refuge du Quai"));
    expect((await fanal(["import", "csv", path], { map })).printed).toMatch(/updated 2/);
    const { provenance, ...kept } = shelter;
    const back = new Map((await records()).map((record) => [record.id, record]));
    expect(back.get(sibling.id)).toMatchObject({ organization: shelter.organization, texts: { fr: { notes: "Le 9 rue Cachée ouvre la nuit." } }, provenance: { urls: provenance.urls } });
    expect(back.get(shelter.id)).toMatchObject({ ...kept, visibility: "published", provenance: { urls: provenance.urls }, texts: { fr: { ...shelter.texts.fr!, name: "Refuge du Quai" } } });
    const airs = join(folder, "shelter.xml");
    await fanal(["export", "airs", airs]);
    expect((await fanal(["import", "airs", airs], { source: "csv" })).printed).toMatch(/refused 0/);
    expect((await records()).find(({ id }) => id === shelter.id)!.at[0]!.location.address).toBe("9, rue Cachée");
  });

  it("neutralises any text that a spreadsheet would run, and gives it back", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("=", "+", "-", "@", "\t", "'", '"', ",", ";", "\n", "a", "1", " ") }), (text) => {
        const [[cell = ""] = []] = parse(`${sheetCell(text)},x\r\n`, { record_delimiter: "\r\n" }) as string[][];
        expect(cell).not.toMatch(/^[=+\-@\t\r]/);
        expect(/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell).toBe(text);
      }),
    );
  });
});

describe("a CSV that is broken", () => {
  const map = () => file("simple.yaml", "source: { id: simple }\nfields: { key: id, service.name: name, phones: tel }\n");
  const run = async (content: string | Buffer) => fanal(["import", "csv", await file("broken.csv", content)], { map: await map() });

  it.each([
    ["empty", "", /is empty/],
    ["UTF-16", Buffer.from("\ufeffid,name,tel\n1,x,811\n", "utf16le"), /not a CSV in utf-8/],
    ["a column twice", "id,name,tel,name\n", /two columns named "name"/],
    ["a zip", Buffer.from("504b0304140000000800", "hex"), /columns are|not a CSV/],
  ])("%s: refused before anything starts", async (_, content, expected) => {
    await expect(run(content)).rejects.toThrow(expected);
    await expect(fanal(["import", "csv", join(folder, "none.csv")], { map: await map() })).rejects.toThrow(/there is no file/);
    await expect(fanal(["import", "csv", folder], { map: await map() })).rejects.toThrow(/is a folder/);
  });

  it("loses only the rows that are wrong: wrong bytes, NUL, one key twice, a row cut short", async () => {
    const good = "id,name,tel\n1,Banque alimentaire,811\n";
    const { printed } = await run(Buffer.concat([Buffer.from(good), Buffer.from("2,Caf\xe9 aidant,811\n", "latin1"), Buffer.from("3,Soupe\u0000 populaire,811\n1,Encore,811\n4\n5,Refuge,811\n")]));
    expect(printed).toMatch(/read 6, created 2, updated 0, unchanged 0, refused 4/);
    expect(printed).toMatch(/broken.csv:3 name: holds characters that are not in this encoding/);
    expect(printed).toMatch(/broken.csv:5 id: the same service was already read/);
    expect(printed).toMatch(/broken.csv:6 organization.name: empty/);
    expect(await countRecords(database.platform.pool)).toBe(2);
  });

  it("does not swallow a file whose quote is never closed", async () => {
    const { code, printed } = await run(`id,name,tel\n1,Banque alimentaire,811\n2,"jamais fermé,811\n${"3,x,811\n".repeat(200_000)}`);
    expect(code).toBe(1);
    expect(printed).toMatch(/created 1/);
    expect(printed).toMatch(/refused/);
  });
});
