/** axe on every sample of the gallery; the other half is access-samples-en. They come first, because they take longest. */
import { test } from "node:test";
import { PHONE, checkSamples, useSite } from "../harness.mjs";

const at = useSite();

test("no sample of a page has a fault, the ones with errors and the crowded ones included (es)", (t) => checkSamples(t, at, "/es", PHONE, "dark"));
