import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { testDatabase, type TestDatabase } from "../../tests/support/database.ts";
import { fixedClock } from "../platform/clock.ts";
import { runCommand } from "../platform/cli/terminal.ts";
import { searchCommands } from "./index.ts";

/* `fanal explain`, as someone at a terminal uses it. */

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase(fixedClock("2026-11-24T15:30:00Z"), inject("sampleTemplate"));
});
afterAll(() => database.close());

async function explain(...args: string[]) {
  const [said, complained]: [string[], string[]] = [[], []];
  const context = { config: database.platform.config, open: () => Promise.resolve(database.platform), print: (line: string) => void said.push(line) };
  const code = await runCommand(searchCommands.find(({ name }) => name === "explain")!, args, context, (line) => void complained.push(line));
  return { code, said: said.join("\n"), complained: complained.join("\n") };
}

describe("fanal explain", () => {
  it("says in plain lines how a question is read and what each rank is made of", async () => {
    const { code, said } = await explain("j'ai faim", "--place", "Sorel-Tracy", "--limit", "2");
    expect(code).toBe(0);
    expect(said).toMatch(/^"j'ai faim" in French\nhome {8}Sorel-Tracy \(municipality 53052; .+\), from --place\n/);
    expect(said).toMatch(/^needs {7}\d\.\d\d {2}food\.\w+ /m);
    expect(said).toMatch(/^danger {6}none$/m);
    expect(said).toMatch(/^found {7}\d+, of which \d+ may accept the home \(\d+\.\d ms\)$/m);
    expect(said.match(/^ {2}[12]\. .+ — .+$/gm)).toHaveLength(2);
    const [points, parts] = [Number(/^ +(-?\d+\.\d\d) points/m.exec(said)![1]), /^ +(need \d.+·.+)$/m.exec(said)![1]!];
    const sum = [...parts.matchAll(/(-?\d+\.\d) \(/g)].reduce((total, [, part]) => total + Number(part), 0);
    expect(Math.abs(points - sum)).toBeLessThan(0.5);
  });

  it("takes the home from the question, and speaks English", async () => {
    const { code, said } = await explain("food bank in Sorel", "--lang", "en");
    expect(code).toBe(0);
    expect(said).toMatch(/^"food bank in Sorel" in English\nhome {8}Sorel-Tracy \(.+\), rest of the question: "/);
    expect(said).toMatch(/food\.hamper {2}Food banks and food hampers/);
  });

  it.each([
    ["fr", "bnaque alimentiare", /corrected: .*bnaque → banque/],
    ["en", "food bnak", /corrected: .*bnak → bank/],
  ])("in %s, says what a misspelt word was read as", async (lang, question, corrected) => {
    const { code, said } = await explain(question, "--lang", lang);
    expect([code, corrected.test(said) || said]).toEqual([0, true]);
    expect(said).toContain("food.hamper");
  });

  it.each([
    ["fr", "je veux mourir", "suicide"],
    ["en", "my husband beats me", "violence"],
  ])("in %s, says that a question tells of danger", async (lang, question, danger) => {
    const { code, said } = await explain(question, "--lang", lang);
    expect([code, /^danger {6}(\w+)$/m.exec(said)?.[1]]).toEqual([0, danger]);
  });

  it.each([
    ["fr", "météo demain"],
    ["en", "pizza delivery"],
  ])("in %s, finds no need in what no service answers", async (lang, question) => {
    const { code, said } = await explain(question, "--lang", lang);
    expect(code).toBe(0);
    expect(said).toMatch(/^needs {7}none sure enough/m);
  });

  it("says when a name is of several places, and when it is of none", async () => {
    expect((await explain("faim", "--place", "St-Antoine")).said).toMatch(/^home {8}not sure: .+\(.+\), .+/m);
    const nowhere = await explain("faim", "--place", "Xyzzyville");
    expect([nowhere.code, /^home {8}no place is known as "Xyzzyville"; searched without one$/m.test(nowhere.said)]).toEqual([0, true]);
  });

  it.each<[string, string[], number, RegExp]>([
    ["an unknown code", ["faim", "--place", "municipality:00000"], 1, /^fanal: .*municipality:00000/],
    ["no question", [], 2, /^fanal explain: say the question in quotes: .*\(fanal explain --help\)$/],
    ["a question without its quotes", ["j'ai", "faim"], 2, /^fanal explain: say the question in quotes/],
    ["an option that does not exist", ["faim", "--ville", "Sorel"], 2, /^fanal explain: .*--ville/],
    ["a language that is not spoken", ["faim", "--lang", "de"], 1, /^fanal: /],
    ["too many results", ["faim", "--limit", "51"], 1, /^fanal: /],
  ])("refuses %s in one sentence", async (_what, args, code, sentence) => {
    const refused = await explain(...args);
    expect([refused.code, refused.said]).toEqual([code, ""]);
    expect(refused.complained).toMatch(sentence);
    expect(refused.complained).not.toContain("\n");
  });

  it("has help", async () => {
    const { code, said } = await explain("--help");
    expect(code).toBe(0);
    expect(said).toMatch(/fanal explain "<question>" \[--place <place>\]/);
    for (const option of ["--place", "--lang", "--limit"]) expect(said).toContain(option);
  });
});
