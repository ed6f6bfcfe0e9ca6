/** Signing in with a passkey, and with the instance's OpenID provider. Both are real: Chromium's, and oidc-provider. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { after, test } from "node:test";
import { Provider } from "oidc-provider";
import { DESKTOP, PHONE, checkAccess, freePort, shows, signIn, useSite } from "../harness.mjs";

const CLIENT = { client_id: "crosswalk", client_secret: "what-only-the-two-of-them-know" };
/** Who can log in at the provider, and what it tells of them. */
const LOGINS = {
  dana: { email: "dana@example.org", email_verified: true, name: "Dana Cole" },
  eve: { email: "rosa@example.org", email_verified: false, name: "Eve" },
};

let provider;
const at = useSite(async () => {
  const [namedAt, port] = [await freePort(), await freePort()];
  const issuer = `http://localhost:${port}`;
  provider = await openProvider(issuer, port, `http://localhost:${namedAt}/sign-in/oidc/callback`);
  process.env.CROSSWALK_OIDC_CLIENT_SECRET = CLIENT.client_secret;
  const settings = ["--oidc-issuer", issuer, "--oidc-client-id", CLIENT.client_id, "--oidc-name", "Milbrook Schools"];
  return { namedAt, settings, neighbors: [issuer] };
});
after(() => provider?.close());

/** The provider with pages of its own for login and consent, which take any password. */
async function openProvider(issuer, port, callback) {
  const oidc = new Provider(issuer, {
    clients: [{ ...CLIENT, redirect_uris: [callback] }],
    claims: { email: ["email", "email_verified"], profile: ["name"] },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...LOGINS[sub] }) }),
    pkce: { required: () => true },
  });
  // Its pages would load a font from elsewhere.
  oidc.use(async (context, next) => {
    await next();
    if (typeof context.body === "string") context.body = context.body.replace(/@import[^;]*;/, "");
  });
  const server = oidc.listen(port, "localhost");
  await once(server, "listening");
  return server;
}

/** A device with a lock of its own, which its owner always opens, that keeps passkeys. */
async function withLock(person) {
  const session = await person.context.newCDPSession(person.page);
  await session.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: { ...options, automaticPresenceSimulation: true },
  });
  const owner = (isUserVerified) => session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
  return { owner };
}

async function checkBothWidths(page, what) {
  for (const viewport of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    await checkAccess(page, `${what} ${viewport.width}`);
  }
}

test("a passkey is added, signs in without mail, and is removed", async () => {
  const rosa = await at.person("Rosa");
  const { page } = rosa;
  await signIn(at.site, rosa, "rosa@example.org", "Rosa Medina");
  const lock = await withLock(rosa);
  await rosa.open("/account");
  const card = page.locator("section", { has: page.getByRole("heading", { name: "Passkeys" }) });
  await card.getByLabel("Name of the new passkey").fill("Work laptop");
  await card.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("Your passkey was added.").waitFor();
  await shows(card, /Work laptop.*Not used yet/s);
  await checkBothWidths(page, "account with a passkey");

  await card.getByRole("button", { name: "Add a passkey" }).click();
  await shows(card.getByRole("status"), /already has a passkey/);

  await page.getByRole("button", { name: "Sign out", exact: false }).first().click();
  await rosa.open("/sign-in?next=/account");
  const button = page.getByRole("button", { name: "Sign in with a passkey" });
  await checkBothWidths(page, "sign in");
  await lock.owner(false);
  await button.click();
  await shows(page.getByRole("status").first(), /your device stopped|don’t know this passkey/);
  await lock.owner(true);
  await button.click();
  await page.waitForURL("**/account");
  await shows(page.locator("main"), /signed in as rosa@example.org/);
  await shows(card, /Work laptop.*Last used:/s);

  await card.getByRole("button", { name: "Remove" }).click();
  await card.getByText("Work laptop").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Sign out", exact: false }).first().click();
  await rosa.open("/es/sign-in");
  await page.getByRole("button", { name: "Entrar con una llave de acceso" }).click();
  await shows(page.getByRole("status").first(), /No conocemos esta llave/);
});

test("without scripts there is no button that could not work", async () => {
  const rosa = await at.person("Rosa without scripts", { javaScript: false });
  await rosa.open("/sign-in");
  assert.equal(await rosa.page.getByRole("button", { name: "Sign in with a passkey" }).count(), 0);
});

/** Signs in at the provider's own pages. */
async function signInAtProvider(person, login) {
  const { page } = person;
  await page.getByRole("link", { name: "Sign in with Milbrook Schools" }).click();
  await page.locator("[name=login]").fill(login);
  await page.locator("[name=password]").fill("any");
  await page.locator("[type=submit]").click();
  await page.getByRole("button", { name: "Continue" }).click();
}

test("the provider's account signs in, and the same one comes back", async () => {
  const dana = await at.person("Dana");
  await dana.open("/sign-in?next=/account");
  await signInAtProvider(dana, "dana");
  await dana.page.waitForURL("**/account");
  await shows(dana.page.locator("main"), /signed in as dana@example.org/);
  assert.equal(await dana.page.getByLabel("Your name").inputValue(), "Dana Cole");

  await dana.page.getByRole("button", { name: "Sign out", exact: false }).first().click();
  await dana.open("/es/sign-in?next=/account");
  await dana.page.getByRole("link", { name: "Entrar con Milbrook Schools" }).click();
  await dana.page.waitForURL("**/es/account");
});

test("an address that the provider has not checked opens nobody's account", async () => {
  const eve = await at.person("Eve");
  await eve.open("/sign-in");
  await signInAtProvider(eve, "eve");
  await eve.page.getByRole("heading", { name: "We need an email address that Milbrook Schools has checked" }).waitFor();
  await checkAccess(eve.page, "no checked address");
  await eve.page.getByRole("link", { name: "Back to sign in" }).click();
  await eve.page.getByLabel("Your email address").waitFor();
});
