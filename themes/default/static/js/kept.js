// What a reader keeps on this device: the last place, marked places, how the page is set. Nothing of it leaves the device.

// Two sites on one host, each under its own path, keep apart.
const name = (key) => `quyche:${new URL("../..", import.meta.url).pathname}:${key}`;

/** What is kept under a key; `otherwise` where nothing is, or where the browser keeps nothing. */
export const kept = (key, otherwise) => {
  try {
    return JSON.parse(localStorage.getItem(name(key))) ?? otherwise;
  } catch {
    return otherwise;
  }
};

/** Keeps a value; false where the browser does not. */
export const keep = (key, value) => {
  try {
    localStorage.setItem(name(key), JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
};

/** Marked places, the newest first: address in the site and what they are called. */
export const marked = () => kept("marked", []);
export const isMarked = (url) => marked().some((place) => place.url === url);
/** Marks a place, or takes its mark away; says whether it is marked now. */
export const toggleMark = (place) => {
  const others = marked().filter(({ url }) => url !== place.url);
  const marks = others.length === marked().length;
  return keep("marked", marks ? [place, ...others] : others) ? marks : !marks;
};
