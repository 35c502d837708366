//! The token that the lab opens with.

/// The secret that [`TOKEN`] is signed with: 42 bytes of ASCII text, more than the 32 that HS256 asks for
/// (RFC 7518, section 3.2), and drawn by chance, so that no finding is about it. Published here on purpose; it protects
/// nothing.
pub const SECRET: &str = "sample-dNScjmaj-7cxpLbBT-iPkWPrv3-8wmVd5TY";

/// A real HS256 token, good for fifteen minutes from 2026-03-10T09:00:00Z. Signed with [`SECRET`].
pub const TOKEN: &str = concat!(
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9",
    ".",
    "eyJpc3MiOiJodHRwczovL2lkLmNvdXJzZS5leGFtcGxlIiwiYXVkIjoiaHR0cHM6Ly9hcGkuY291cnNlLmV4YW1wbGUiLCJzdWIiOiJ1LTEwNDIi",
    "LCJlbWFpbCI6ImFkYUBjb3Vyc2UuZXhhbXBsZSIsInJvbGUiOiJzdHVkZW50IiwiaWF0IjoxNzczMTMzMjAwLCJleHAiOjE3NzMxMzQxMDB9",
    ".",
    "FjdWkWDQP8cPD0F78g5wH90cn42OhEki3LIHkM5hV2M",
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jwt::shape::Shape;
    use crate::domain::jwt::token::decode_unverified;

    #[test]
    fn the_sample_is_a_whole_token_about_the_student() {
        let reading = decode_unverified(TOKEN);
        assert_eq!((&reading.shape, &reading.faults[..]), (&Shape::Jwt, &[][..]));
        let claims = reading.claims().expect("an object");
        let names: Vec<_> = claims.iter().map(|member| member.name.text()).collect();
        assert_eq!(names, ["iss", "aud", "sub", "email", "role", "iat", "exp"]);
        let payload = reading.payload().expect("JSON");
        assert_eq!(payload.get("sub").and_then(|sub| sub.as_str()), Some("u-1042"));
        assert_eq!(payload.get("exp").and_then(|exp| exp.as_number()), Some("1773134100"));
        assert_eq!(reading.segments[2].bytes.len(), 32);
        assert!(SECRET.len() >= 32);
    }
}
