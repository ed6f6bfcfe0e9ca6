//! Passkeys with an authenticator made of code, and an OpenID provider made of code: what honest ones do, and what
//! others try.

use std::sync::{Arc, Mutex};

use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use crosswalk_app::settings::Oidc;
use crosswalk_names::MINUTE;
use crosswalk_testing::{Answer, Device, Request, TestApp};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

fn text(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// An app that people reach by a name, as passkeys need it.
async fn app() -> TestApp {
    TestApp::start_with(|settings, _| {
        settings.instance.public_url = format!("http://localhost:{}", settings.listen.port());
        settings.limits.rates = false;
    })
    .await
}

/// A device that keeps one passkey and signs whatever it is asked.
#[derive(Clone)]
struct Authenticator {
    key: SigningKey,
    id: Vec<u8>,
    counter: u32,
    /// How far it counts at each signature; ones that are kept on several devices don't count.
    step: u32,
    origin: String,
    user: String,
}

impl Authenticator {
    fn new(app: &TestApp, seed: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[seed; 32]).expect("a key"),
            id: vec![seed; 32],
            counter: 0,
            step: 1,
            origin: format!("http://localhost:{}", app.address.port()),
            user: String::new(),
        }
    }

    fn client_data(&self, kind: &str, question: &Value) -> Vec<u8> {
        let data = json!({
            "type": kind, "challenge": question["publicKey"]["challenge"], "origin": self.origin, "crossOrigin": false,
        });
        data.to_string().into_bytes()
    }

    /// `flags`: present 1, verified 4, with a new key 64.
    fn data(&self, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(b"localhost").to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// Makes the passkey.
    fn create(&mut self, question: &Value) -> Value {
        self.user = question["publicKey"]["user"]["id"].as_str().expect("a user").to_owned();
        let point = self.key.verifying_key().to_sec1_point(false);
        let mut data = self.data(0x45);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).expect("short").to_be_bytes());
        data.extend(&self.id);
        // COSE: EC2, ES256, P-256, x, y.
        data.extend([0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(&point.as_bytes()[1..33]);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(&point.as_bytes()[33..65]);
        let mut object = b"\xA3\x63fmt\x64none\x67attStmt\xA0\x68authData\x59".to_vec();
        object.extend(u16::try_from(data.len()).expect("short").to_be_bytes());
        object.extend(data);
        json!({
            "id": text(&self.id), "rawId": text(&self.id), "type": "public-key",
            "response": {
                "attestationObject": text(object),
                "clientDataJSON": text(self.client_data("webauthn.create", question)),
            },
        })
    }

    /// Signs with it.
    fn get(&mut self, question: &Value) -> Value {
        self.counter += self.step;
        let client_data = self.client_data("webauthn.get", question);
        let data = self.data(0x05);
        let signature: Signature = self.key.sign(&[data.as_slice(), &Sha256::digest(&client_data)].concat());
        json!({
            "id": text(&self.id), "rawId": text(&self.id), "type": "public-key",
            "response": {
                "authenticatorData": text(data),
                "clientDataJSON": text(client_data),
                "signature": text(signature.to_der()),
                "userHandle": self.user,
            },
        })
    }
}

async fn ask(device: &mut Device, path: &str, body: &Value) -> Answer {
    device.send(Request::new("POST", path).json(body).header("Sec-Fetch-Site", "same-origin")).await
}

/// Adds a passkey to the account that the device is signed in to.
async fn add(device: &mut Device, authenticator: &mut Authenticator, name: &str) -> Answer {
    let question = ask(device, "/account/passkeys/challenge", &json!({})).await.expect_status(200).json();
    let credential = authenticator.create(&question);
    ask(device, "/account/passkeys", &json!({ "name": name, "credential": credential })).await
}

async fn sign_in(device: &mut Device, authenticator: &mut Authenticator) -> Answer {
    let question = ask(device, "/sign-in/passkey/challenge", &json!({})).await.expect_status(200).json();
    let credential = authenticator.get(&question);
    ask(device, "/sign-in/passkey", &json!({ "next": "/account", "credential": credential })).await
}

fn is_signed_in(device: &Device) -> bool {
    device.cookies.get("cw_session").is_some_and(|session| !session.is_empty())
}

#[tokio::test]
async fn a_passkey_is_added_signs_in_and_is_removed() {
    let mut app = app().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let mut phone = Authenticator::new(&app, 1);
    let question = ask(&mut rosa, "/account/passkeys/challenge", &json!({})).await.json();
    let options = &question["publicKey"];
    assert_eq!(options["rp"]["id"], "localhost");
    assert_eq!(options["user"]["name"], "rosa@example.org");
    assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    let added = add(&mut rosa, &mut phone, " My   phone ").await.expect_status(200).json();
    assert_eq!(added["next"], "/account?passkey=added");
    let page = rosa.get("/account?passkey=added").await;
    page.expect_text("Your passkey was added.");
    page.expect_text("My phone");
    page.expect_text("Not used yet");

    let mut stranger = app.device();
    let question = ask(&mut stranger, "/sign-in/passkey/challenge", &json!({})).await.json();
    assert_eq!(question["publicKey"]["allowCredentials"], json!([]));
    let answer = sign_in(&mut stranger, &mut phone).await.expect_status(200).json();
    assert_eq!(answer["next"], "/account");
    let page = stranger.get("/account").await;
    page.expect_text("You are signed in as rosa@example.org");
    page.expect_text("Last used:");
    stranger.get("/account/export.json").await.expect_text("My phone");

    let form = stranger.get("/account").await.form("/removal");
    assert!(form.action.starts_with("/account/passkeys/"));
    let mut eve = app.sign_in("Eve Poe").await;
    eve.submit(form.clone()).await.expect_status(404);
    stranger.submit(form).await.expect_status(200);
    let refused = sign_in(&mut app.device(), &mut phone).await.expect_status(422).json();
    assert!(refused["problem"].as_str().expect("words").starts_with("We don’t know this passkey."));
}

#[tokio::test]
async fn signing_in_makes_a_new_session_and_ends_the_one_before() {
    let mut app = app().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let mut phone = Authenticator::new(&app, 1);
    add(&mut rosa, &mut phone, "").await.expect_status(200);
    let before = rosa.clone();
    sign_in(&mut rosa, &mut phone).await.expect_status(200);
    assert_ne!(rosa.cookies["cw_session"], before.cookies["cw_session"]);
    before.clone().get("/account").await.expect_text("There is no password to remember");
    rosa.get("/account").await.expect_text("You are signed in as rosa@example.org");

    // A session that somebody else put into the browser is not the one that signs in.
    let mut planted = app.device();
    planted.cookies.insert("cw_session".to_owned(), "A".repeat(43));
    sign_in(&mut planted, &mut phone).await.expect_status(200);
    assert_ne!(planted.cookies["cw_session"], "A".repeat(43));
}

#[tokio::test]
async fn a_signature_is_good_for_one_question_once_and_soon() {
    let mut app = app().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let mut phone = Authenticator::new(&app, 1);
    add(&mut rosa, &mut phone, "Phone").await.expect_status(200);

    // Another question than the one that was asked last.
    let mut device = app.device();
    let first = ask(&mut device, "/sign-in/passkey/challenge", &json!({})).await.json();
    let answer = json!({ "credential": phone.get(&first) });
    ask(&mut device, "/sign-in/passkey/challenge", &json!({})).await.expect_status(200);
    ask(&mut device, "/sign-in/passkey", &answer).await.expect_status(422);

    // The same answer twice, with the cookie that went with it.
    let mut everywhere = Authenticator { step: 0, ..Authenticator::new(&app, 2) };
    add(&mut rosa, &mut everywhere, "Everywhere").await.expect_status(200);
    let mut device = app.device();
    let question = ask(&mut device, "/sign-in/passkey/challenge", &json!({})).await.json();
    let mut thief = device.clone();
    let answer = json!({ "credential": everywhere.get(&question) });
    ask(&mut device, "/sign-in/passkey", &answer).await.expect_status(200);
    ask(&mut thief, "/sign-in/passkey", &answer).await.expect_status(400);
    assert!(is_signed_in(&device) && !is_signed_in(&thief));
    sign_in(&mut app.device(), &mut everywhere).await.expect_status(200);

    // Too late.
    let mut device = app.device();
    let question = ask(&mut device, "/sign-in/passkey/challenge", &json!({})).await.json();
    app.pass(6 * MINUTE);
    let answer = json!({ "credential": phone.get(&question) });
    let late = ask(&mut device, "/sign-in/passkey", &answer).await.expect_status(400).json();
    assert!(late["problem"].as_str().expect("words").starts_with("That took too long"));
    app.clean_up().await;

    // The question for a new passkey is none for signing in.
    let question = ask(&mut rosa, "/account/passkeys/challenge", &json!({})).await.json();
    let answer = json!({ "credential": phone.get(&question) });
    ask(&mut rosa, "/sign-in/passkey", &answer).await.expect_status(400);
}

#[tokio::test]
async fn what_is_signed_elsewhere_or_by_another_key_signs_nobody_in() {
    let mut app = app().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let mut phone = Authenticator::new(&app, 1);
    add(&mut rosa, &mut phone, "Phone").await.expect_status(200);

    let mut other_site = Authenticator { origin: "http://localhost:1".to_owned(), ..phone.clone() };
    let mut other_key = Authenticator { key: Authenticator::new(&app, 2).key, ..phone.clone() };
    let mut other_id = Authenticator { id: vec![9; 32], ..phone.clone() };
    let nobody = text(uuid::Uuid::nil().as_bytes());
    let mut other_person = Authenticator { user: nobody, ..phone.clone() };
    let mut no_person = Authenticator { user: "AA".to_owned(), ..phone.clone() };
    for wrong in [&mut other_site, &mut other_key, &mut other_id, &mut other_person, &mut no_person] {
        let mut device = app.device();
        sign_in(&mut device, wrong).await.expect_status(422);
        assert!(!is_signed_in(&device));
    }

    // A copy of the key that lags behind.
    let mut copy = phone.clone();
    sign_in(&mut app.device(), &mut phone).await.expect_status(200);
    sign_in(&mut app.device(), &mut copy).await.expect_status(422);
    sign_in(&mut app.device(), &mut phone).await.expect_status(200);
}

#[tokio::test]
async fn a_passkey_belongs_to_one_person_and_a_person_has_ten() {
    let mut app = app().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let mut thuy = app.sign_in("Thuy Tran").await;
    for seed in 1..=10 {
        let mut authenticator = Authenticator::new(&app, seed);
        add(&mut rosa, &mut authenticator, "Phone").await.expect_status(200);
    }
    let full = ask(&mut rosa, "/account/passkeys/challenge", &json!({})).await.expect_status(409).json();
    assert!(full["problem"].as_str().expect("words").contains("10 passkeys"));
    rosa.get("/account").await.expect_text("10 passkeys are the most");

    let taken = add(&mut thuy, &mut Authenticator::new(&app, 1), "Phone").await.expect_status(409).json();
    assert_eq!(taken["problem"], "This device already has a passkey for your account.");

    // One person's question, answered in another's account.
    let question = ask(&mut thuy, "/account/passkeys/challenge", &json!({})).await.json();
    let mut eve = app.sign_in("Eve Poe").await;
    eve.cookies.insert("cw_ceremony".to_owned(), thuy.cookies["cw_ceremony"].clone());
    let credential = Authenticator::new(&app, 30).create(&question);
    ask(&mut eve, "/account/passkeys", &json!({ "credential": credential })).await.expect_status(400);
}

#[tokio::test]
async fn hostile_cookies_and_bodies_are_refused_in_words() {
    let mut app = app().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let mut phone = Authenticator::new(&app, 1);
    let question = ask(&mut rosa, "/account/passkeys/challenge", &json!({})).await.json();
    let good = json!({ "name": "Phone", "credential": phone.create(&question) });
    let cookie = rosa.cookies["cw_ceremony"].clone();
    let mut bent = cookie.clone().into_bytes();
    bent[40] = if bent[40] == b'A' { b'B' } else { b'A' };
    let bent = String::from_utf8(bent).expect("letters");
    let session = rosa.cookies["cw_session"].clone();
    for hostile in ["", "x", "====", &"A".repeat(5_000), &cookie[..50], &bent, &session] {
        for path in ["/account/passkeys", "/sign-in/passkey"] {
            rosa.cookies.insert("cw_ceremony".to_owned(), hostile.to_owned());
            let told = ask(&mut rosa, path, &good).await.expect_status(400).json();
            assert!(told["problem"].is_string());
        }
    }

    let junk = |object: Vec<u8>, client: Vec<u8>| {
        json!({ "credential": { "id": "AA", "rawId": "AA", "type": "public-key", "response": {
            "attestationObject": text(object), "clientDataJSON": text(client.clone()),
            "authenticatorData": text(&client), "signature": "AA", "userHandle": "AA",
        } } })
    };
    let client = phone.client_data("webauthn.create", &question);
    let mut bodies: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"{".to_vec(),
        b"[]".to_vec(),
        b"{\"credential\":{}}".to_vec(),
        vec![b'['; 50_000],
        vec![0xFF; 100],
    ];
    for object in [
        Vec::new(),
        vec![0xA0],
        vec![0x9F; 20_000],
        vec![0x81; 20_000],
        b"\xA3\x63fmt\x64none\x67attStmt\xA0\x68authData\x41\x00".to_vec(),
        b"\xA3\x63fmt\x66packed\x67attStmt\xA0\x68authData\x5B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF".to_vec(),
    ] {
        bodies.push(junk(object, client.clone()).to_string().into_bytes());
    }
    bodies.push(junk(vec![0xA0], vec![b'['; 40_000]).to_string().into_bytes());
    // The good one, cut off at every tenth byte of what the authenticator says.
    let object = good["credential"]["response"]["attestationObject"].as_str().expect("a text");
    let object = URL_SAFE_NO_PAD.decode(object).expect("bytes");
    for length in (0..object.len()).step_by(10) {
        bodies.push(junk(object[..length].to_vec(), client.clone()).to_string().into_bytes());
    }
    for body in bodies {
        for (path, start) in [
            ("/account/passkeys", "/account/passkeys/challenge"),
            ("/sign-in/passkey", "/sign-in/passkey/challenge"),
        ] {
            let mut device = rosa.clone();
            ask(&mut device, start, &json!({})).await.expect_status(200);
            let request = Request::new("POST", path).body("application/json", body.clone());
            let answer = device.send(request).await;
            assert!((400..500).contains(&answer.status), "{path}: {}", answer.status);
            assert!(answer.status == 413 || answer.json()["problem"].is_string());
        }
    }
    rosa.cookies.insert("cw_ceremony".to_owned(), cookie.clone());
    let long = Request::new("POST", "/account/passkeys").body("application/json", vec![b' '; 70_000]);
    rosa.send(long).await.expect_status(413);

    // After all that, the honest answer still counts, and a stranger's does not.
    let mut stranger = app.device();
    stranger.cookies.insert("cw_ceremony".to_owned(), cookie.clone());
    let sent_on = ask(&mut stranger, "/account/passkeys", &good).await.expect_status(303);
    assert!(sent_on.header("location").expect("a place").starts_with("/sign-in"));
    ask(&mut rosa, "/account/passkeys", &good).await.expect_status(200);
    rosa.cookies.insert("cw_ceremony".to_owned(), cookie);
    ask(&mut rosa, "/account/passkeys", &good).await.expect_status(400);
}

#[tokio::test]
async fn where_the_public_address_is_a_number_there_are_no_passkeys() {
    let mut app = TestApp::start().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    assert!(!rosa.get("/account").await.text().contains("Passkeys"));
    ask(&mut rosa, "/account/passkeys/challenge", &json!({})).await.expect_status(404);
    ask(&mut rosa, "/sign-in/passkey/challenge", &json!({})).await.expect_status(404);
    rosa.get("/sign-in/oidc").await.expect_status(404);
    rosa.get("/sign-in/oidc/callback?code=a&state=b").await.expect_status(404);
}

/// An OpenID provider: what it says of the next person, and what it was asked.
#[derive(Clone)]
struct Provider {
    issuer: String,
    key: SigningKey,
    claims: Arc<Mutex<Value>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Provider {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let issuer = format!("http://{}", listener.local_addr().expect("an address"));
        let key = SigningKey::from_slice(&[7; 32]).expect("a key");
        let provider = Self { issuer, key, claims: Arc::default(), asked: Arc::default() };
        let point = provider.key.verifying_key().to_sec1_point(false);
        let (x, y) = (text(&point.as_bytes()[1..33]), text(&point.as_bytes()[33..65]));
        let keys = json!({ "keys": [
            { "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "k", "x": x, "y": y },
        ] });
        let at = |path: &str| format!("{}{path}", provider.issuer);
        let about = json!({
            "issuer": provider.issuer, "authorization_endpoint": at("/authorize"), "token_endpoint": at("/token"),
            "jwks_uri": at("/keys"), "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
        });
        let token = provider.clone();
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(move || async move { Json(about) }))
            .route("/keys", get(move || async move { Json(keys) }))
            .route("/token", post(move |body: String| async move { Json(token.token(body)) }));
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    fn token(&self, body: String) -> Value {
        self.asked.lock().expect("no panic").push(body);
        let head = text(json!({ "alg": "ES256", "kid": "k" }).to_string());
        let signed = format!("{head}.{}", text(self.claims.lock().expect("no panic").to_string()));
        let signature: Signature = self.key.sign(signed.as_bytes());
        json!({
            "access_token": "access", "token_type": "Bearer", "id_token": format!("{signed}.{}", text(signature.to_bytes())),
        })
    }

    async fn app(&self) -> TestApp {
        let oidc = Oidc {
            issuer: self.issuer.clone(),
            client_id: "crosswalk".to_owned(),
            client_secret: Some("secret".to_owned()),
            name: "Milbrook Schools".to_owned(),
        };
        TestApp::start_with(|settings, _| settings.oidc = Some(oidc)).await
    }

    /// Goes to the provider and comes back with what it says of the person; `change` bends what comes back.
    async fn visit(
        &self,
        device: &mut Device,
        mut claims: Value,
        change: impl FnOnce(&mut Value, &mut String),
    ) -> Answer {
        let off = device.send(Request::new("GET", "/sign-in/oidc?next=/account")).await.expect_status(303);
        let url = url::Url::parse(off.header("location").expect("a place")).expect("an address");
        assert!(url.as_str().starts_with(&self.issuer));
        let query: std::collections::HashMap<_, _> = url.query_pairs().into_owned().collect();
        assert_eq!(query["code_challenge_method"], "S256");
        for (name, value) in [
            ("iss", json!(self.issuer)),
            ("aud", json!("crosswalk")),
            ("iat", json!(1_700_000_000)),
            ("exp", json!(4_102_444_800_u64)),
            ("nonce", json!(query["nonce"])),
        ] {
            claims[name] = value;
        }
        let mut back = format!("/sign-in/oidc/callback?code=abc&state={}", query["state"]);
        change(&mut claims, &mut back);
        *self.claims.lock().expect("no panic") = claims;
        let answer = device.send(Request::new("GET", &back)).await;
        if let Some(body) = self.asked.lock().expect("no panic").pop() {
            let sent: std::collections::HashMap<_, _> =
                url::form_urlencoded::parse(body.as_bytes()).into_owned().collect();
            assert_eq!(text(Sha256::digest(sent["code_verifier"].as_bytes())), query["code_challenge"]);
        }
        answer
    }
}

fn rosa_there() -> Value {
    json!({ "sub": "r1", "email": "rosa@example.org", "email_verified": true, "name": "R. Medina" })
}

#[tokio::test]
async fn the_provider_finds_the_account_by_a_checked_address_and_then_by_its_own_name_for_the_person() {
    let provider = Provider::start().await;
    let mut app = provider.app().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    rosa.get("/sign-in").await;
    app.device().get("/sign-in").await.expect_text("Sign in with Milbrook Schools");

    let mut device = app.device();
    let back = provider.visit(&mut device, rosa_there(), |_, _| {}).await.expect_status(303);
    assert_eq!(back.header("location"), Some("/account"));
    let page = device.get("/account").await;
    page.expect_text("You are signed in as rosa@example.org");
    assert_eq!(page.form("/account").value("name"), "Rosa Medina");
    device.get("/account/export.json").await.expect_text(&provider.issuer);

    // The address there changed, or is gone: still the same person.
    for claims in
        [json!({ "sub": "r1", "email": "new@example.org", "email_verified": true }), json!({ "sub": "r1" })]
    {
        let mut device = app.device();
        provider.visit(&mut device, claims, |_, _| {}).await.expect_status(303);
        device.get("/account").await.expect_text("You are signed in as rosa@example.org");
    }

    // Somebody new gets an account with the name that the provider told.
    let mut device = app.device();
    let dana =
        json!({ "sub": "d1", "email": "dana@example.org", "email_verified": true, "name": "Dana Cole" });
    provider.visit(&mut device, dana, |_, _| {}).await.expect_status(303);
    assert_eq!(device.get("/account").await.form("/account").value("name"), "Dana Cole");
    let mut device = app.device();
    let nameless = json!({ "sub": "n1", "email": "n@example.org", "email_verified": true });
    provider.visit(&mut device, nameless, |_, _| {}).await.expect_status(303);
    assert_eq!(device.get("/account").await.form("/account").value("name"), "Somebody new");
}

#[tokio::test]
async fn an_address_that_nobody_checked_opens_no_account() {
    let provider = Provider::start().await;
    let mut app = provider.app().await;
    app.sign_in("Rosa Medina").await;
    for claims in [
        json!({ "sub": "e1", "email": "rosa@example.org", "email_verified": false }),
        json!({ "sub": "e1", "email": "rosa@example.org" }),
        json!({ "sub": "e1", "email": "no address", "email_verified": true }),
        json!({ "sub": "e1" }),
    ] {
        let mut device = app.device();
        let answer = provider.visit(&mut device, claims, |_, _| {}).await.expect_status(403);
        assert!(answer.text().contains("We need an email address that Milbrook Schools has checked"));
        assert!(!is_signed_in(&device));
    }
}

#[tokio::test]
async fn what_comes_back_from_the_provider_must_be_what_this_browser_asked_for() {
    let provider = Provider::start().await;
    let app = provider.app().await;
    type Change = fn(&mut Value, &mut String);
    let changes: [Change; 9] = [
        |claims, _| claims["nonce"] = json!("another"),
        |claims, _| drop(claims.as_object_mut().expect("claims").remove("nonce")),
        |claims, _| claims["aud"] = json!("another"),
        |claims, _| claims["iss"] = json!("http://127.0.0.1:1"),
        |claims, _| claims["exp"] = json!(1_700_000_001),
        |claims, _| claims["sub"] = json!("s".repeat(300)),
        |_, back| back.push('x'),
        |_, back| *back = "/sign-in/oidc/callback".to_owned(),
        |_, back| *back = format!("/sign-in/oidc/callback?code={0}&state={0}", "a".repeat(6_000)),
    ];
    for change in changes {
        let mut device = app.device();
        let answer = provider.visit(&mut device, rosa_there(), change).await.expect_status(400);
        assert!(answer.text().contains("Signing in with Milbrook Schools did not work"));
        assert!(!is_signed_in(&device));
    }
    let mut device = app.device();
    let stopped = provider.visit(&mut device, rosa_there(), |_, back| {
        *back = back.replace("code=abc", "error=access_denied");
    });
    assert!(stopped.await.expect_status(403).text().contains("You are not signed in"));

    // Another browser's way back, and the same one twice.
    let mut device = app.device();
    let mut kept = String::new();
    provider.visit(&mut device, rosa_there(), |_, back| kept.clone_from(back)).await.expect_status(303);
    let mut other = app.device();
    other.send(Request::new("GET", "/sign-in/oidc")).await.expect_status(303);
    other.send(Request::new("GET", &kept)).await.expect_status(400);
    assert!(!is_signed_in(&other));

    let mut slow = app.device();
    let answer = provider.visit(&mut slow, rosa_there(), |_, _| app.pass(6 * MINUTE)).await;
    answer.expect_status(400);
    let mut twice = app.device();
    let mut jar = app.device();
    let off = twice.send(Request::new("GET", "/sign-in/oidc")).await.expect_status(303);
    let url = url::Url::parse(off.header("location").expect("a place")).expect("an address");
    let of = |name: &str| url.query_pairs().find(|(key, _)| key == name).expect("it").1.into_owned();
    jar.cookies = twice.cookies.clone();
    let mut claims = rosa_there();
    for (name, value) in [("iss", provider.issuer.as_str()), ("aud", "crosswalk"), ("nonce", &of("nonce"))] {
        claims[name] = json!(value);
    }
    claims["iat"] = json!(1_700_000_000);
    claims["exp"] = json!(4_102_444_800_u64);
    *provider.claims.lock().expect("no panic") = claims;
    let back = format!("/sign-in/oidc/callback?code=abc&state={}", of("state"));
    twice.send(Request::new("GET", &back)).await.expect_status(303);
    jar.send(Request::new("GET", &back)).await.expect_status(400);
    assert!(is_signed_in(&twice) && !is_signed_in(&jar));
}

#[tokio::test]
async fn a_provider_that_is_away_is_told_in_words_with_a_way_back() {
    let mut nowhere = Provider::start().await;
    nowhere.issuer = "http://127.0.0.1:9".to_owned();
    let app = nowhere.app().await;
    let page = app.device().get("/es/sign-in/oidc?next=/account").await.expect_status(503);
    page.expect_text("Ahora no podemos comunicarnos con Milbrook Schools");
    assert!(page.html.contains("/es/sign-in?next=/account"));
    app.device().get("/sign-in/oidc/callback?code=a&state=b").await.expect_status(400);
}
