//! Claims that are registered: of JWT itself, of OAuth and of OpenID Connect.

use super::meaning::{Meaning, Source, look_up};

const fn row(name: &'static str, sentence: &'static str, rfc: u16, section: &'static str) -> Meaning {
    Meaning { name, sentence, source: Source::Rfc(rfc, section) }
}

const fn openid(name: &'static str, sentence: &'static str, section: &'static str) -> Meaning {
    Meaning { name, sentence, source: Source::OpenId(section) }
}

/// What a claim means; `None` for one that is not registered.
pub fn claim(name: &str) -> Option<&'static Meaning> {
    look_up(CLAIMS, name)
}

/// Sentence for a claim that is not registered.
pub const PRIVATE: &str = "A private claim. Readable by everyone who sees the token.";

/// In the order of their documents. Sections checked against the documents named.
pub const CLAIMS: &[Meaning] = &[
    row("iss", "Issuer: who made the token.", 7519, "4.1.1"),
    row("sub", "Subject: whom or what it is about.", 7519, "4.1.2"),
    row("aud", "Audience: who may accept it; anyone else must refuse it.", 7519, "4.1.3"),
    row("exp", "Expires: not to be accepted at or after this time.", 7519, "4.1.4"),
    row("nbf", "Not before: not to be accepted until this time.", 7519, "4.1.5"),
    row("iat", "Issued at: when it was made, in seconds since 1970.", 7519, "4.1.6"),
    row("jti", "Token ID: unique, so that a token can be used once or be revoked.", 7519, "4.1.7"),
    row("cnf", "Confirmation: the key that whoever presents the token has to prove to hold.", 7800, "3.1"),
    row("act", "Actor: who acts for the subject, with the subject's consent.", 8693, "4.1"),
    row("scope", "Scope: what the token allows, as words with spaces between.", 8693, "4.2"),
    row("client_id", "Client: the application that asked for the token.", 8693, "4.3"),
    row("may_act", "May act: who is allowed to act for the subject.", 8693, "4.4"),
    row("roles", "Roles that the subject has.", 9068, "2.2.3.1"),
    row("groups", "Groups that the subject belongs to.", 9068, "2.2.3.1"),
    row("entitlements", "Things that the subject is entitled to.", 9068, "2.2.3.1"),
    openid("auth_time", "When the person last logged in, in seconds since 1970.", "2"),
    openid("nonce", "Value that the application sent with its request, to recognise the answer to it.", "2"),
    openid("acr", "How strong the log-in was, as the name of a class.", "2"),
    openid("amr", "How the person logged in, such as pwd (password) and otp (one-time code).", "2"),
    openid("azp", "Authorized party: the application that the ID token was issued to.", "2"),
    openid("at_hash", "Half of the access token's hash: ties the two tokens together.", "3.1.3.6"),
    openid("c_hash", "Half of the authorization code's hash: ties the code to this token.", "3.3.2.11"),
    openid("name", "Full name of the person.", "5.1"),
    openid("given_name", "First name or names.", "5.1"),
    openid("family_name", "Last name or names.", "5.1"),
    openid("middle_name", "Middle name or names.", "5.1"),
    openid("nickname", "Informal name.", "5.1"),
    openid("preferred_username", "Name the person likes to go by; not unique, so never a key to an account.", "5.1"),
    openid("profile", "Address of the person's profile page.", "5.1"),
    openid("picture", "Address of the person's picture.", "5.1"),
    openid("website", "Address of the person's web page.", "5.1"),
    openid("email", "E-mail address: personal data that everyone who sees the token can read.", "5.1"),
    openid("email_verified", "Whether the issuer has checked that the e-mail address is the person's.", "5.1"),
    openid("gender", "Gender of the person.", "5.1"),
    openid("birthdate", "Birthday, as YYYY-MM-DD.", "5.1"),
    openid("zoneinfo", "Time zone, such as Europe/Berlin.", "5.1"),
    openid("locale", "Language and region, such as de-DE.", "5.1"),
    openid("phone_number", "Telephone number: personal data that everyone who sees the token can read.", "5.1"),
    openid("phone_number_verified", "Whether the issuer has checked that the telephone number is the person's.", "5.1"),
    openid("address", "Postal address.", "5.1"),
    openid("updated_at", "When the person's details last changed, in seconds since 1970.", "5.1"),
    Meaning {
        name: "sid",
        sentence: "Session: names the log-in session, so that it can be ended.",
        source: Source::OpenIdLogout("3"),
    },
];
