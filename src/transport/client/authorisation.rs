//! By what the client may ask: nothing, a bearer token, or a token fetched with a signed JWT.
//!
//! The last is the private-key JWT client authentication of OAuth 2 (RFC 7523, section 2.2) as the NHS
//! England API platform has it: RS512, an `exp` at most five minutes off, a `jti` that is used once.

use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use super::{ClientError, HttpClient, HttpRequest, Secret, Verb};

/// How long an assertion lasts, in seconds: within the five minutes that the services allow.
const ASSERTION_SECONDS: i64 = 240;
/// How long before its end a token counts as over, in seconds.
const EARLY_SECONDS: i64 = 30;

/// What a client signs to get a token.
pub struct SignedJwt {
    /// Where tokens are given out; also the audience.
    pub token_url: String,
    /// The client, as the service knows it.
    pub client_id: String,
    /// Which of the client's keys.
    pub key_id: String,
    /// The RSA private key, in PEM.
    pub key: Secret,
    held: Mutex<Option<(Secret, Timestamp)>>,
}

impl SignedJwt {
    /// The credentials of a client.
    pub fn new(token_url: String, client_id: String, key_id: String, key: Secret) -> Self {
        Self { token_url, client_id, key_id, key, held: Mutex::new(None) }
    }

    /// A token, the one in memory as long as it lasts.
    fn token(&self, client: &HttpClient) -> Result<Secret, ClientError> {
        let now = client.timer().now();
        let poisoned = |_| ClientError::Token("another thread failed while it held the token".to_owned());
        let mut held = self.held.lock().map_err(poisoned)?;
        if let Some((token, until)) = &*held
            && now < *until
        {
            return Ok(token.clone());
        }
        let (token, seconds) = self.fetch(client, now)?;
        let until = now.checked_add(SignedDuration::from_secs(seconds - EARLY_SECONDS)).unwrap_or(now);
        *held = Some((token.clone(), until));
        Ok(token)
    }

    /// Fetches a token, and says for how many seconds it lasts.
    fn fetch(&self, client: &HttpClient, now: Timestamp) -> Result<(Secret, i64), ClientError> {
        let assertion = self.assertion(now)?;
        let form = [
            ("grant_type", "client_credentials"),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", assertion.reveal()),
        ];
        // Base64 in the URL's alphabet, dots and these constants: only `:` and `/` need no escape in a form.
        let body = form.map(|(name, value)| format!("{name}={}", value.replace(':', "%3A"))).join("&");
        let response = client.send(&HttpRequest {
            verb: Verb::Post,
            body: Some(("application/x-www-form-urlencoded", body.into_bytes())),
            headers: vec![("accept", "application/json".to_owned())],
            ..HttpRequest::get(&self.token_url)
        })?;
        let answer: Value = serde_json::from_slice(&response.body).unwrap_or(Value::Null);
        if !response.is_success() {
            // The codes of RFC 6749, section 5.2; free text may repeat the assertion.
            let code: String = answer["error"].as_str().unwrap_or("no reason given").chars().take(60).collect();
            return Err(ClientError::Token(format!("status {}, {code}", response.status)));
        }
        let token = answer["access_token"].as_str().filter(|token| !token.is_empty());
        let token = token.ok_or_else(|| ClientError::Token("its answer holds no `access_token`".to_owned()))?;
        // NHS services write the number as a text.
        let seconds = &answer["expires_in"];
        let seconds = seconds.as_i64().or_else(|| seconds.as_str()?.parse().ok()).unwrap_or(60).clamp(0, 86_400);
        Ok((Secret::new(token), seconds))
    }

    fn assertion(&self, now: Timestamp) -> Result<Secret, ClientError> {
        let unfit = |_| ClientError::Setting("the private key is no RSA key in PEM".to_owned());
        let key = EncodingKey::from_rsa_pem(self.key.reveal().as_bytes()).map_err(unfit)?;
        let header = Header { kid: Some(self.key_id.clone()), ..Header::new(Algorithm::RS512) };
        let mut chance = [0; 16];
        getrandom::fill(&mut chance).map_err(|error| ClientError::Token(error.to_string()))?;
        let claims = json!({
            "iss": self.client_id, "sub": self.client_id, "aud": self.token_url,
            "jti": format!("{:032x}", u128::from_be_bytes(chance)),
            "iat": now.as_second(), "exp": now.as_second() + ASSERTION_SECONDS,
        });
        let signed = jsonwebtoken::encode(&header, &claims, &key);
        signed.map(Secret::new).map_err(|_| ClientError::Setting("the private key does not sign".to_owned()))
    }

    /// Lets go of the token in memory.
    fn forget(&self) {
        if let Ok(mut held) = self.held.lock() {
            *held = None;
        }
    }
}

impl std::fmt::Debug for SignedJwt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SignedJwt({})", self.client_id)
    }
}

/// By what the client may ask.
#[derive(Debug, Default)]
pub enum Authorisation {
    /// Nothing, or the client's certificate alone.
    #[default]
    None,
    /// A token that somebody gave out.
    Bearer(Secret),
    /// A token fetched with a signed JWT.
    SignedJwt(Box<SignedJwt>),
}

impl Authorisation {
    /// The value of the header `Authorization`, where there is one.
    ///
    /// # Errors
    /// Where no token is given out.
    pub fn header(&self, client: &HttpClient) -> Result<Option<Secret>, ClientError> {
        let token = match self {
            Self::None => return Ok(None),
            Self::Bearer(token) => token.clone(),
            Self::SignedJwt(credentials) => credentials.token(client)?,
        };
        Ok(Some(Secret::new(format!("Bearer {}", token.reveal()))))
    }

    /// Lets go of a token that the server refused; says whether another can be fetched.
    pub fn renew(&self) -> bool {
        if let Self::SignedJwt(credentials) = self {
            credentials.forget();
            return true;
        }
        false
    }
}
