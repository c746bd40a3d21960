import type { PerLang } from "../../platform/i18n/lang.ts";
import type { TextPage } from "./text.page.tsx";

export const privacyText: PerLang<TextPage> = {
  fr: {
    title: "Confidentialité",
    lead: "Vous n’avez pas à dire qui vous êtes. Ce site ne cherche pas à le savoir.",
    sections: [
      {
        title: "Ce que nous ne gardons pas",
        body: (
          <ul>
            <li>Votre nom, votre adresse ou votre numéro de téléphone : nous ne les demandons pas.</li>
            <li>Ce que vous cherchez et l’endroit où vous habitez : nous ne les écrivons dans aucun journal.</li>
            <li>L’adresse de votre appareil (adresse IP) : ce logiciel ne la note pas.</li>
            <li>Des témoins (« cookies ») : ce site n’en pose aucun. Aucune autre entreprise ne vous suit ici.</li>
          </ul>
        ),
      },
      {
        title: "Ma liste",
        body: <p>La liste que vous gardez reste dans votre appareil. Vous pouvez l’effacer quand vous voulez. Les services délicats, comme ceux sur la violence ou les dépendances, ne peuvent pas y être gardés, au cas où quelqu’un d’autre regarderait votre appareil.</p>,
      },
      {
        title: "Quitter vite",
        body: (
          <>
            <p>Le bouton « Quitter vite » remplace cette page par un site de météo. Vous pouvez aussi appuyer trois fois sur la touche Majuscule.</p>
            <p>Attention : votre navigateur peut garder la trace des pages déjà vues. Si quelqu’un vous surveille, utilisez si possible un autre appareil, ou une fenêtre de navigation privée, et effacez l’historique.</p>
          </>
        ),
      },
      {
        title: "Quand vous signalez une erreur",
        body: <p>Nous gardons ce que vous écrivez pour corriger la fiche. Nous ne demandons pas de nom. Si vous laissez un courriel pour être remercié, il est effacé dès que votre message est traité, au plus tard après 60 jours.</p>,
      },
      {
        title: "Les adresses à protéger",
        body: <p>L’adresse d’une maison d’hébergement ne sort jamais de notre serveur : ni sur le site, ni dans les données ouvertes.</p>,
      },
    ],
  },
  en: {
    title: "Privacy",
    lead: "You do not have to say who you are. This site does not try to find out.",
    sections: [
      {
        title: "What we do not keep",
        body: (
          <ul>
            <li>Your name, address or phone number: we do not ask for them.</li>
            <li>What you look for and where you live: we write them in no log.</li>
            <li>Your device’s address (IP address): this software does not record it.</li>
            <li>Cookies: this site sets none. No other company follows you here.</li>
          </ul>
        ),
      },
      {
        title: "My list",
        body: <p>The list that you keep stays on your device. You can erase it at any time. Sensitive services, such as those about violence or addiction, cannot be kept in it, in case someone else looks at your device.</p>,
      },
      {
        title: "Leave fast",
        body: (
          <>
            <p>The “Leave fast” button replaces this page with a weather site. You can also press the Shift key three times.</p>
            <p>Be careful: your browser may keep a trace of the pages already seen. If someone watches you, use another device if you can, or a private window, and clear the history.</p>
          </>
        ),
      },
      {
        title: "When you report an error",
        body: <p>We keep what you write so that we can correct the record. We ask for no name. If you leave an e-mail to be thanked, it is erased as soon as your message is dealt with, after 60 days at the latest.</p>,
      },
      {
        title: "Addresses that need protecting",
        body: <p>The address of a shelter never leaves our server: not on the site, and not in the open data.</p>,
      },
    ],
  },
};
