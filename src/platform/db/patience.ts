/** How long someone who sends something waits for the database (ms) before the page says "try again". */
const PATIENCE = 3000;

/** A wait that was cut short, with the code that means "the database is away". */
function tooLong(): Error {
  return Object.assign(new Error("the database did not answer in time"), { code: "ETIMEDOUT" });
}

/**
 * The answer of the database, or a fault after a few seconds: a frozen server neither answers nor closes.
 * The work itself may still be done once the server wakes: it must be safe to repeat.
 */
export async function withPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const impatience = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(tooLong()), PATIENCE)));
  try {
    return await Promise.race([work, impatience]);
  } finally {
    clearTimeout(timer);
  }
}
