import { accountsCards, accountsScreens } from "../accounts/console/screens.ts";
import { directoryCards, directoryScreens } from "../directory/console/screens.ts";
import { searchScreens } from "../search/console/screens.ts";
import { verificationCards, verificationScreens } from "../verification/console/screens.ts";
import type { HomeCard, Screen } from "./screen.ts";

/** Every screen of the console: the one list of them. */
export const SCREENS: readonly Screen[] = [...directoryScreens, ...searchScreens, ...verificationScreens, ...accountsScreens];

/** What the home page is made from, in the order shown. */
export const CARDS: readonly HomeCard[] = [...verificationCards, ...directoryCards, ...accountsCards];
