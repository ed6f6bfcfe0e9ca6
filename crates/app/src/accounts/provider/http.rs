//! Asks the OpenID provider over HTTP, with limits on time and size. Redirects are not followed: the provider's answer
//! must come from where its own document says.

use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderValue;
use http::header::USER_AGENT;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

/// Longest time for one question to the provider and its answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest answer, in bytes. Real ones have some 10,000.
const ANSWER_MAX: usize = 512 * 1024;

/// Why there was no answer.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// No connection, or it broke.
    #[error("the provider can't be reached: {0}")]
    Unreachable(#[from] hyper_util::client::legacy::Error),
    /// It broke in the answer, or the answer is too long.
    #[error("the provider's answer can't be read: {0}")]
    Answer(Box<dyn std::error::Error + Send + Sync>),
    /// Too slow.
    #[error("the provider did not answer in {} seconds", PATIENCE.as_secs())]
    Late,
}

/// The client.
pub struct Http(Client<HttpsConnector<HttpConnector>, Full<Bytes>>);

impl Http {
    /// For a provider at `issuer`. One with https is never asked without.
    pub fn new(issuer: &str) -> Self {
        let tls = HttpsConnectorBuilder::new().with_webpki_roots();
        let schemes = if issuer.starts_with("https://") { tls.https_only() } else { tls.https_or_http() };
        Self(Client::builder(TokioExecutor::new()).build(schemes.enable_http1().build()))
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let mut request = request.map(|body| Full::new(Bytes::from(body)));
        request.headers_mut().insert(USER_AGENT, HeaderValue::from_static("crosswalk"));
        let (parts, body) = self.0.request(request).await?.into_parts();
        let body = Limited::new(body, ANSWER_MAX).collect().await.map_err(HttpError::Answer)?;
        Ok(HttpResponse::from_parts(parts, body.to_bytes().to_vec()))
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            tokio::time::timeout(PATIENCE, self.ask(request)).await.unwrap_or(Err(HttpError::Late))
        })
    }
}
