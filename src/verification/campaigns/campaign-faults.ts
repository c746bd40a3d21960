import { FanalError } from "../../platform/errors.ts";
import { campaignMessages } from "./campaign.messages.ts";

type Faults = (typeof campaignMessages)["fr"]["faults"];

/** A refusal as an error, with its sentence in both languages. */
export function campaignFault(id: keyof Faults, status: number, count = 0): FanalError {
  const say = (lang: "fr" | "en") => {
    const words = campaignMessages[lang].faults[id];
    return typeof words === "string" ? words : words(count);
  };
  return new FanalError(`campaign.${id}`, status, { fr: say("fr"), en: say("en") });
}
