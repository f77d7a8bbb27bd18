//! By what the client may ask.

use dcr::store::StoreError;
use dcr::store::fhir::ServerError;
use dcr::transport::client::{Authorisation, ClientError, Secret, SignedJwt};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Value, json};

use crate::fake::{Fake, Reply};
use crate::people::{How, dorset, request};

/// Made for this test; it opens nothing.
const KEY: &str = include_str!("data/client-key.pem");
const PUBLIC: &[u8] = include_bytes!("data/client-key.pub.pem");

fn token_service() -> Fake {
    let fake = Fake::new(Vec::new());
    fake.behave(|request, world| {
        let number = world.asked.len();
        let answer = json!({"access_token": format!("token-{number}"), "expires_in": "599", "token_type": "Bearer"});
        (request.method == "POST").then(|| Reply::Json(200, answer, Vec::new()))
    });
    fake
}

fn signed(service: &Fake) -> Authorisation {
    let url = format!("http://{}/token", service.address);
    Authorisation::SignedJwt(Box::new(SignedJwt::new(url, "client-1".to_owned(), "key-1".to_owned(), Secret::new(KEY))))
}

#[test]
fn a_bearer_token_goes_with_every_question_and_shows_nowhere() {
    let fake = Fake::new(dorset());
    let authorisation = Authorisation::Bearer(Secret::new("very-secret"));
    assert!(!format!("{authorisation:?}").contains("very-secret"));
    let mut store = How { authorisation, ..How::of(fake.base()) }.connect().unwrap();
    let _request = request(&mut store);
    let world = fake.world.lock().unwrap();
    assert!(world.asked.len() > 2);
    assert!(world.asked.iter().all(|it| it.headers["authorization"] == "Bearer very-secret"));
}

#[test]
fn a_token_is_fetched_with_a_signed_assertion_and_kept() {
    let (service, fake) = (token_service(), Fake::new(dorset()));
    let mut store = How { authorisation: signed(&service), ..How::of(fake.base()) }.connect().unwrap();
    let _request = request(&mut store);
    assert!(fake.world.lock().unwrap().asked.iter().all(|it| it.headers["authorization"] == "Bearer token-1"));
    let asked = service.world.lock().unwrap().asked.clone();
    let [asked] = &asked[..] else { panic!("one token for all") };
    let form: Vec<(&str, &str)> = asked.text.split('&').filter_map(|part| part.split_once('=')).collect();
    assert_eq!(form[0], ("grant_type", "client_credentials"));
    assert_eq!(form[1].1, "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer");
    let header = decode_header(form[2].1).unwrap();
    assert_eq!((header.alg, header.kid.as_deref()), (Algorithm::RS512, Some("key-1")));
    let mut validation = Validation::new(Algorithm::RS512);
    validation.set_audience(&[format!("http://{}/token", service.address)]);
    let claims = decode::<Value>(form[2].1, &DecodingKey::from_rsa_pem(PUBLIC).unwrap(), &validation).unwrap().claims;
    assert_eq!((&claims["iss"], &claims["sub"]), (&json!("client-1"), &json!("client-1")));
    assert!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap() <= 300, "five minutes at most");
    assert_eq!(claims["jti"].as_str().unwrap().len(), 32);
}

#[test]
fn a_token_that_is_refused_is_fetched_anew_once() {
    let (service, fake) = (token_service(), Fake::new(dorset()));
    fake.behave(
        |request, _| if request.headers["authorization"] == "Bearer token-1" { Reply::status(401) } else { None },
    );
    assert!(How { authorisation: signed(&service), ..How::of(fake.base()) }.connect().is_ok());
    assert_eq!(service.asked().len(), 2);
    fake.behave(|_, _| Reply::status(401));
    let error = How { authorisation: signed(&service), ..How::of(fake.base()) }.connect().unwrap_err();
    assert!(matches!(error, StoreError::Server(ServerError::Forbidden { status: 401, .. })), "{error}");
}

#[test]
fn a_service_that_gives_none_is_named_by_its_code() {
    let service = Fake::new(Vec::new());
    service.behave(|_, _| {
        Some(Reply::Json(400, json!({"error": "invalid_client", "error_description": "long story"}), Vec::new()))
    });
    let fake = Fake::new(dorset());
    let error = How { authorisation: signed(&service), ..How::of(fake.base()) }.connect().unwrap_err();
    let expected = ClientError::Token("status 400, invalid_client".to_owned());
    assert!(matches!(error, StoreError::Server(ServerError::Client(error)) if error == expected));
    assert!(fake.asked().is_empty());
}
