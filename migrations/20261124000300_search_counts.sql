-- How often people searched, and in vain: counts only, for the analysis. No question, no address, no moment
-- finer than a day, no place finer than an MRC.
CREATE TABLE search_count (
  day date NOT NULL,
  lang text NOT NULL CHECK (lang IN ('fr', 'en')),
  -- Official code of the MRC of the home; '' when none was said, or a wider place.
  mrc text NOT NULL,
  -- The need that was understood best; '' when none was.
  need text NOT NULL,
  -- Did anything that may accept the home answer?
  found boolean NOT NULL,
  -- Asked again in other words from a page of results.
  reformulated boolean NOT NULL,
  searches integer NOT NULL CHECK (searches > 0),
  PRIMARY KEY (day, lang, mrc, need, found, reformulated)
);

-- Single words of questions that found nothing, once enough separate questions had them; never the question.
CREATE TABLE search_missed_word (
  month date NOT NULL,
  lang text NOT NULL CHECK (lang IN ('fr', 'en')),
  word text NOT NULL CHECK (word ~ '^[^0-9 ]{3,30}$'),
  searches integer NOT NULL CHECK (searches > 0),
  PRIMARY KEY (month, lang, word)
);
