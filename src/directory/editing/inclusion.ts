/*
 * The inclusion policy as questions that each new record answers. Their words, and the policy as text, are in
 * `inclusion.messages.ts`.
 */

/** What a new record is asked, in order. */
export const INCLUSION = ["helpsPeople", "nearHome", "openToPublic", "fairPrice", "lasting", "lawful", "noHarm", "agrees", "notTwice"] as const;
export type InclusionCriterion = (typeof INCLUSION)[number];

/** `yes`, `notApplicable`, or why an exception is made, in words. */
export type InclusionAnswers = Readonly<Partial<Record<string, string>>>;

/** Has every question an answer? "No" is none: it takes words that say why. */
export function isAnswered(answers: InclusionAnswers): boolean {
  return INCLUSION.every((criterion) => (answers[criterion]?.trim() ?? "") !== "");
}
