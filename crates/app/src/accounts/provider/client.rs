//! The OpenID provider of the instance: where it is, and who it says somebody is.

use std::sync::Arc;

use arc_swap::ArcSwapOption;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use crosswalk_mail::Address;
use crosswalk_names::{HOUR, Language, Timestamp};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdTokenClaims, CoreProviderMetadata,
    CoreTokenResponse, CoreUserInfoClaims,
};
use openidconnect::{
    AccessTokenHash, AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, TokenResponse as _,
};

use super::http::Http;
use crate::accounts::ceremony::Errand;
use crate::clock::Random;
use crate::settings::{Oidc, Settings};
use crate::visit::clean_name;

/// The way back from the provider. Operators tell it to the provider, so it has no language.
pub const CALLBACK: &str = "/sign-in/oidc/callback";
/// What the provider says about itself is asked for again after so long, in milliseconds.
const KNOWN_FOR: i64 = HOUR;
/// Longest name of a person at the provider, in bytes.
const SUBJECT_MAX: usize = 255;

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The provider, and what it last said about itself.
pub struct Provider {
    settings: Oidc,
    issuer: IssuerUrl,
    redirect: RedirectUrl,
    http: Http,
    known: ArcSwapOption<(CoreProviderMetadata, Timestamp)>,
}

/// Why nobody could be signed in. It holds nothing of the person, so it may be logged.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// It did not say where it is.
    #[error("the provider can't be asked about itself: {0}")]
    Away(String),
    /// It gave no token for the code.
    #[error("the provider gave no token: {0}")]
    NoToken(String),
    /// Its token does not hold.
    #[error("the provider's token does not hold: {0}")]
    BadToken(String),
}

/// Who somebody is at the provider.
#[derive(Debug, Clone)]
pub struct Outside {
    /// The provider.
    pub issuer: String,
    /// The person there.
    pub subject: String,
    /// Their address, only if the provider checked that it is theirs.
    pub address: Option<Address>,
    /// What they are called; may be empty.
    pub name: String,
}

impl Provider {
    /// The provider of the settings, if there is one. Nothing is asked of it before somebody signs in. An issuer that
    /// is no address counts as none: the binary checks it before.
    pub fn new(settings: &Settings) -> Option<Self> {
        let oidc = settings.oidc.clone()?;
        Some(Self {
            issuer: IssuerUrl::new(oidc.issuer.clone()).ok()?,
            redirect: RedirectUrl::new(settings.absolute(&crosswalk_ui::plain(CALLBACK))).ok()?,
            http: Http::new(&oidc.issuer),
            settings: oidc,
            known: ArcSwapOption::empty(),
        })
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    async fn client(&self, now: Timestamp) -> Result<Client, ProviderError> {
        let known = self.known.load_full().filter(|known| now.since(known.1) < KNOWN_FOR);
        let known = if let Some(known) = known {
            known
        } else {
            let metadata = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http).await;
            let metadata = metadata.map_err(|error| ProviderError::Away(chain(&error)))?;
            let known = Arc::new((metadata, now));
            self.known.store(Some(Arc::clone(&known)));
            known
        };
        let metadata = known.0.clone();
        let ways = metadata.token_endpoint_auth_methods_supported().cloned().unwrap_or_default();
        let by_body = ways.contains(&CoreClientAuthMethod::ClientSecretPost)
            && !ways.contains(&CoreClientAuthMethod::ClientSecretBasic);
        let secret = self.settings.client_secret.clone().map(ClientSecret::new);
        let id = ClientId::new(self.settings.client_id.clone());
        let client = CoreClient::from_provider_metadata(metadata, id, secret);
        let auth = if by_body { AuthType::RequestBody } else { AuthType::BasicAuth };
        Ok(client.set_redirect_uri(self.redirect.clone()).set_auth_type(auth))
    }

    /// Where to send the browser, and what to remember meanwhile.
    pub async fn send_off(
        &self,
        random: &Random,
        now: Timestamp,
        next: &str,
        language: Language,
    ) -> Result<(String, Errand), ProviderError> {
        let client = self.client(now).await?;
        let secret = || URL_SAFE_NO_PAD.encode(random.bytes::<32>());
        let (state, nonce, verifier) = (secret(), secret(), secret());
        let (given_state, given_nonce) = (CsrfToken::new(state.clone()), Nonce::new(nonce.clone()));
        let challenge =
            PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(verifier.clone()));
        let (url, _, _) = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || given_state, || given_nonce)
            .add_scope(Scope::new("email".to_owned()))
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        Ok((url.into(), Errand { state, nonce, verifier, next: next.to_owned(), language }))
    }

    /// Turns the provider's code into who somebody is there.
    pub async fn welcome(
        &self,
        code: String,
        errand: &Errand,
        now: Timestamp,
    ) -> Result<Outside, ProviderError> {
        let client = self.client(now).await?;
        let verifier = PkceCodeVerifier::new(errand.verifier.clone());
        let request = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|error| ProviderError::NoToken(chain(&error)))?
            .set_pkce_verifier(verifier);
        let token = request.request_async(&self.http).await;
        let token = token.map_err(|error| ProviderError::NoToken(chain(&error)))?;
        let claims = match checked(&client, &token, &Nonce::new(errand.nonce.clone())) {
            Ok(claims) => claims,
            Err(error) => {
                // The provider may have new keys: the next try asks for them.
                self.known.store(None);
                return Err(error);
            }
        };
        let subject = claims.subject().to_string();
        if subject.is_empty() || subject.len() > SUBJECT_MAX {
            return Err(ProviderError::BadToken("the subject is empty or too long".to_owned()));
        }
        let mut outside = Outside {
            issuer: self.settings.issuer.clone(),
            subject,
            address: address(claims.email().map(|email| email.as_str()), claims.email_verified()),
            name: name(
                claims.name().and_then(|name| name.get(None)).map(|name| name.as_str()),
                claims.preferred_username().map(|name| name.as_str()),
            ),
        };
        if claims.email().is_none() && client.user_info_url().is_some() {
            let info = self.info(&client, &token, &claims).await?;
            outside.address = address(info.email().map(|email| email.as_str()), info.email_verified());
            outside.name = name(
                info.name().and_then(|name| name.get(None)).map(|name| name.as_str()),
                info.preferred_username().map(|name| name.as_str()),
            );
        }
        Ok(outside)
    }

    /// Many providers leave the address out of the token and tell it when they are asked.
    async fn info(
        &self,
        client: &Client,
        token: &CoreTokenResponse,
        claims: &CoreIdTokenClaims,
    ) -> Result<CoreUserInfoClaims, ProviderError> {
        let request = client
            .user_info(token.access_token().clone(), Some(claims.subject().clone()))
            .map_err(|error| ProviderError::BadToken(chain(&error)))?;
        request.request_async(&self.http).await.map_err(|error| ProviderError::BadToken(chain(&error)))
    }
}

/// The claims of a token whose signature, audience, issuer, age and nonce are right. Its age is told by the machine's
/// clock: the library asks for it.
fn checked(
    client: &Client,
    token: &CoreTokenResponse,
    nonce: &Nonce,
) -> Result<CoreIdTokenClaims, ProviderError> {
    let bad = |error: &dyn std::error::Error| ProviderError::BadToken(chain(error));
    let id = token.id_token().ok_or_else(|| ProviderError::BadToken("there is no ID token".to_owned()))?;
    let verifier = client.id_token_verifier();
    let claims = id.claims(&verifier, nonce).map_err(|error| bad(&error))?;
    if let Some(expected) = claims.access_token_hash() {
        let algorithm = id.signing_alg().map_err(|error| bad(&error))?;
        let key = id.signing_key(&verifier).map_err(|error| bad(&error))?;
        let actual =
            AccessTokenHash::from_token(token.access_token(), algorithm, key).map_err(|error| bad(&error))?;
        if actual != *expected {
            return Err(ProviderError::BadToken("the access token is another's".to_owned()));
        }
    }
    Ok(claims.clone())
}

/// The address, if the provider checked it.
fn address(email: Option<&str>, verified: Option<bool>) -> Option<Address> {
    if verified != Some(true) {
        return None;
    }
    Address::parse(email?).ok()
}

/// What to call the person. A user name that is a mail address stays between us and the provider.
fn name(full: Option<&str>, user: Option<&str>) -> String {
    let names = [full, user.filter(|user| !user.contains('@'))];
    names.into_iter().flatten().map(clean_name).find(|name| !name.is_empty()).unwrap_or_default()
}

/// An error with its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_that_the_provider_checked_counts() {
        assert!(address(Some("rosa@example.org"), Some(true)).is_some());
        for verified in [None, Some(false)] {
            assert!(address(Some("rosa@example.org"), verified).is_none());
        }
        assert!(address(Some("rosa"), Some(true)).is_none());
        assert!(address(None, Some(true)).is_none());
    }

    #[test]
    fn a_user_name_that_is_an_address_is_not_shown_to_others() {
        assert_eq!(name(Some(" Rosa  Medina "), Some("rosa")), "Rosa Medina");
        assert_eq!(name(Some(" "), Some("rosa")), "rosa");
        assert_eq!(name(None, Some("rosa@example.org")), "");
    }
}
