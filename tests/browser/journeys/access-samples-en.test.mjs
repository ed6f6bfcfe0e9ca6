/** axe on every sample of the gallery; the other half is access-samples-es. They come first, because they take longest. */
import { test } from "node:test";
import { DESKTOP, checkSamples, useSite } from "../harness.mjs";

const at = useSite();

test("no sample of a page has a fault, the ones with errors and the crowded ones included (en)", (t) => checkSamples(t, at, "", DESKTOP, "light"));
