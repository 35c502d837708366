//! The login flow step by step, and what someone on the same network sees of each step.

use std::fmt;

/// Who sends or receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    Browser,
    /// Checks passwords and issues tokens.
    Issuer,
    /// Has the data.
    Api,
}

impl Actor {
    /// In the order in which they are drawn.
    pub const ALL: [Self; 3] = [Self::Browser, Self::Issuer, Self::Api];
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Browser => "Browser",
            Self::Issuer => "Login server",
            Self::Api => "Grades server",
        })
    }
}

/// One message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub from: Actor,
    pub to: Actor,
    /// A few words, for the drawing.
    pub title: &'static str,
    /// What happens and why. Sentences.
    pub text: &'static str,
    /// The message as it goes over plain HTTP: an eavesdropper reads all of it.
    pub http: &'static str,
    /// What an eavesdropper can do with it over HTTP.
    pub stolen: &'static str,
}

/// What an eavesdropper sees of any step over HTTPS.
pub const OVER_HTTPS: &str = "The two addresses, usually the host’s name, when, and about how many bytes. Not the path, no header, no token, no answer.";

/// The steps in order.
pub const STEPS: &[Step] = &[
    Step {
        from: Actor::Browser,
        to: Actor::Issuer,
        title: "Log in",
        text: "The password goes to the login server, once. No other server ever sees it.",
        http: "POST /login HTTP/1.1\nHost: id.course.example\n\n{ \"user\": \"ada\", \"password\": \"correct horse\" }",
        stolen: "Knows the password: can log in as Ada at any time.",
    },
    Step {
        from: Actor::Issuer,
        to: Actor::Browser,
        title: "Here are two tokens",
        text: "The password is right. The login server signs an access token that lives for 15 minutes, and adds a refresh token that it can revoke.",
        http: "HTTP/1.1 200 OK\n\n{ \"access_token\": \"eyJhbGciOi…\", \"expires_in\": 900,\n  \"refresh_token\": \"8xLOxBtZp8\" }",
        stolen: "Has both tokens: can act as Ada until the refresh token is revoked.",
    },
    Step {
        from: Actor::Browser,
        to: Actor::Api,
        title: "Send the access token",
        text: "Each request carries the token. The grades server verifies it with the key alone: it asks nobody and stores no session.",
        http: "GET /grades HTTP/1.1\nHost: api.course.example\nAuthorization: Bearer eyJhbGciOi…",
        stolen: "Has the access token: can act as Ada until it expires, and read what its payload says.",
    },
    Step {
        from: Actor::Api,
        to: Actor::Browser,
        title: "200, the grades",
        text: "Signature, algorithm, time, audience and issuer are right, so the server believes the claims.",
        http: "HTTP/1.1 200 OK\n\n{ \"grades\": [ … ] }",
        stolen: "Reads the grades.",
    },
    Step {
        from: Actor::Browser,
        to: Actor::Api,
        title: "Sixteen minutes later",
        text: "The same token again, now past its exp.",
        http: "GET /grades HTTP/1.1\nHost: api.course.example\nAuthorization: Bearer eyJhbGciOi…",
        stolen: "Has a token that no longer works. Its payload can still be read.",
    },
    Step {
        from: Actor::Api,
        to: Actor::Browser,
        title: "401, expired",
        text: "The server refuses and says why. The page does not ask for the password again: it has a refresh token.",
        http: "HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error=\"invalid_token\",\n  error_description=\"The token is not valid at this time\"",
        stolen: "Learns that the token has expired.",
    },
    Step {
        from: Actor::Browser,
        to: Actor::Issuer,
        title: "Refresh",
        text: "The refresh token goes to the login server alone. It is only a key into the server’s own list, so it can be crossed out there.",
        http: "POST /token HTTP/1.1\nHost: id.course.example\n\ngrant_type=refresh_token&refresh_token=8xLOxBtZp8",
        stolen: "Has the refresh token: can get new access tokens, until the server notices that it was used twice.",
    },
    Step {
        from: Actor::Issuer,
        to: Actor::Browser,
        title: "A new access token",
        text: "Good for another 15 minutes. Many login servers replace the refresh token as well, so that a stolen one is noticed.",
        http: "HTTP/1.1 200 OK\n\n{ \"access_token\": \"eyJhbGciOi…\", \"expires_in\": 900,\n  \"refresh_token\": \"T1q9Yw0Vdn\" }",
        stolen: "Has both new tokens.",
    },
    Step {
        from: Actor::Browser,
        to: Actor::Issuer,
        title: "Log out",
        text: "The page forgets both tokens, and the login server crosses the refresh token out.",
        http: "POST /revoke HTTP/1.1\nHost: id.course.example\n\ntoken=T1q9Yw0Vdn",
        stolen: "Has a refresh token that is worthless from now on.",
    },
    Step {
        from: Actor::Issuer,
        to: Actor::Browser,
        title: "200, logged out",
        text: "The access token that was issued last is not recalled by this: whoever has a copy can use it until it expires. That is why it lives for minutes.",
        http: "HTTP/1.1 200 OK",
        stolen: "Learns that Ada has logged out.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flow_has_every_stage_and_each_answer_goes_back_where_its_request_came_from() {
        for stage in ["Log in", "Here are two tokens", "Send the access token", "401, expired", "Refresh", "Log out"] {
            assert!(STEPS.iter().any(|step| step.title == stage), "{stage}");
        }
        for pair in STEPS.chunks(2) {
            let [ask, reply] = pair else { panic!("an answer is missing") };
            assert_eq!((ask.from, ask.to), (reply.to, reply.from), "{}", ask.title);
            assert!(reply.http.starts_with("HTTP/1.1 ") && ask.http.contains("\nHost: "), "{}", ask.title);
        }
        for step in STEPS {
            assert!(step.text.ends_with('.') && step.stolen.ends_with('.'), "{}", step.title);
        }
    }
}
