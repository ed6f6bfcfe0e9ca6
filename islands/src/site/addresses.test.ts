import assert from "node:assert/strict";
import { test } from "node:test";
import { mistakeIn, problemsIn, split } from "./addresses";

test("addresses stand between commas, spaces and lines, and count once", () => {
  assert.deepEqual(split("a@b.org, c@d.org\ne@f.org;A@b.org  "), ["a@b.org", "c@d.org", "e@f.org"]);
  assert.deepEqual(split(" ,\n"), []);
});

test("names in front of an address are left out", () => {
  for (const text of ["Thuy <thuy@x.org>", '"Tran, Thuy" <thuy@x.org>', "Tran, Thuy <thuy@x.org>", "mailto:thuy@x.org"]) {
    assert.deepEqual(split(text), ["thuy@x.org"], text);
  }
  assert.deepEqual(split("a@b.org, Thuy <thuy@x.org>"), ["a@b.org", "thuy@x.org"]);
});

test("names the mistake, as the server does", () => {
  const cases = {
    "marcus@milbrook": "no-ending",
    "marcus@milbrook.org.": "trailing-dot",
    "marcus@milbrook.c": "odd-ending",
    marcus: "no-at",
    "@milbrook.org": "nothing-before-at",
    "marcus@": "nothing-after-at",
    "a@b@c.org": "two-ats",
    "mar(cus@milbrook.org": "odd-character",
    "marcus..b@milbrook.org": "dot-misplaced",
    "marcus@mil_brook.org": "odd-character",
    "marcus@-milbrook.org": "hyphen-misplaced",
    "marcus@10.0.0.1": "number-domain",
    "josé@example.org": "accent-before-at",
    "ana@españa.es": "accent-in-domain",
    [`${"a".repeat(65)}@b.org`]: "too-long",
  };
  for (const [address, mistake] of Object.entries(cases)) assert.equal(mistakeIn(address), mistake, address);
});

test("takes what is right", () => {
  for (const address of ["thuy@northsidetenants.org", "o'neil+wb@a-b.co.uk", "a@xn--espaa-rta.es"]) {
    assert.equal(mistakeIn(address), undefined, address);
  }
  assert.deepEqual(problemsIn("ok@fine.org, marcus@milbrook"), [{ address: "marcus@milbrook", mistake: "no-ending" }]);
});
