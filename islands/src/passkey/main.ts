/** The buttons that add a passkey and sign in with one. They stay hidden where the browser knows no passkeys. */
import { find, findAll, setText, show } from "../shared/dom";
import { toBytes, toText } from "./bytes";

/** A message of ours, to be shown as it is. */
class Told extends Error {}

type Words = Readonly<Record<string, string>>;

/** Asks the server; what it refuses comes back as words of its own. */
async function ask<T>(path: string, body: unknown, words: Words): Promise<T> {
  const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  if (response.ok && isJson) return (await response.json()) as T;
  const problem = isJson ? ((await response.json()) as { problem?: string }).problem : undefined;
  throw new Told(problem ?? words[response.status === 429 ? "tries" : "failed"]);
}

/** What the server asks the device, with texts where the browser wants bytes. */
interface Question {
  publicKey: {
    challenge: string;
    user?: { id: string };
    excludeCredentials?: { id: string }[];
    allowCredentials?: { id: string }[];
  };
}

function inBytes({ publicKey }: Question): unknown {
  const ids = (list: { id: string }[] | undefined) => list?.map((one) => ({ ...one, id: toBytes(one.id) }));
  return {
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    ...(publicKey.user && { user: { ...publicKey.user, id: toBytes(publicKey.user.id) } }),
    ...(publicKey.excludeCredentials && { excludeCredentials: ids(publicKey.excludeCredentials) }),
    ...(publicKey.allowCredentials && { allowCredentials: ids(publicKey.allowCredentials) }),
  };
}

/** Lets the device make or use a passkey, and gives its answer as the server reads it. */
async function answer(kind: string, question: Question): Promise<unknown> {
  const publicKey = inBytes(question);
  const made = await (kind === "create"
    ? navigator.credentials.create({ publicKey: publicKey as PublicKeyCredentialCreationOptions })
    : navigator.credentials.get({ publicKey: publicKey as PublicKeyCredentialRequestOptions }));
  const credential = made as PublicKeyCredential;
  const { id, rawId, type, response } = credential;
  const parts: Record<string, string | null> = { clientDataJSON: toText(response.clientDataJSON) };
  if (kind === "create") {
    parts.attestationObject = toText((response as AuthenticatorAttestationResponse).attestationObject);
  } else {
    const { authenticatorData, signature, userHandle } = response as AuthenticatorAssertionResponse;
    parts.authenticatorData = toText(authenticatorData);
    parts.signature = toText(signature);
    parts.userHandle = userHandle && toText(userHandle);
  }
  return { id, rawId: toText(rawId), type, response: parts };
}

/** What to say of a failure: our own words, or what the browser's name for it means. */
function tell(error: unknown, words: Words): string | undefined {
  if (error instanceof Told) return error.message;
  const name = error instanceof DOMException ? error.name : "";
  if (name === "InvalidStateError") return words["has-one"];
  return words[name === "NotAllowedError" || name === "AbortError" ? "stopped" : "failed"];
}

async function run(form: HTMLFormElement, words: Words): Promise<void> {
  const kind = form.dataset.passkey ?? "";
  const typed = (name: string) => find<HTMLInputElement>(form, `[name="${name}"]`)?.value ?? "";
  const question = await ask<Question>(form.dataset.challenge ?? "", {}, words);
  const credential = await answer(kind, question);
  const { next } = await ask<{ next: string }>(form.action, { name: typed("passkey"), next: typed("next"), credential }, words);
  location.assign(next);
}

function mount(form: HTMLFormElement): void {
  const words = JSON.parse(form.dataset.words ?? "{}") as Words;
  const status = find(form, "[data-passkey-status]");
  const button = find<HTMLButtonElement>(form, "button");
  let busy = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    // Not `disabled`: the keyboard's place would be lost.
    button?.setAttribute("aria-disabled", "true");
    setText(status, words.wait ?? "");
    run(form, words)
      .catch((error: unknown) => setText(status, tell(error, words) ?? ""))
      .finally(() => {
        busy = false;
        button?.removeAttribute("aria-disabled");
      });
  });
  show(form, true);
}

if ("PublicKeyCredential" in globalThis && "credentials" in navigator) {
  for (const form of findAll<HTMLFormElement>(document, "form[data-passkey]")) mount(form);
  for (const note of findAll(document, "[data-passkey-none]")) show(note, false);
}
