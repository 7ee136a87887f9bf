// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"

#include <QtGlobal>

namespace pt {

namespace {

constexpr CauseLines lines[] = {
    {"digest.nonce-stale",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy rejects its own one-time value as too old"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy says again and again that the sign-in came too late, which is not a matter of "
       "the password."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Digest sign-in uses a one-time value (nonce) of the proxy. The proxy calls it stale, "
       "even the fresh one: its lifetime is too short, clocks of its computers differ, or a load "
       "balancer sends the answer to another one."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The people who run the proxy must look at the lifetime of the nonce."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Make the nonce live longer, and let all computers of the proxy share it and the time."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy answers stale=true again to a Digest answer that uses its newest nonce. Please "
       "check the nonce lifetime, the clocks of all nodes, and whether a load balancer sends the "
       "answer to another node than the challenge came from."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong: the proxy calls its own one-time value too "
       "old."),
     "credentials.rejected origin.refused"},
    {"digest.algorithm-unsupported",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy's Digest method is not known to programs"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy wants the password scrambled in a way that common programs do not know; the "
       "website was not contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Digest sign-in comes with several algorithms (MD5, SHA-256, SHA-512-256). The proxy "
       "names another one."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Ask the people who run the proxy for a common algorithm, such as SHA-256."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Offer a second Digest challenge with an algorithm that the programs in use know."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Ask which program the proxy's maker has in mind for this algorithm."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The Digest challenge below names an algorithm outside MD5, SHA-256 and SHA-512-256 (RFC "
       "7616 section 6.1). Please offer one of these as well."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that a password is wrong: none was sent."),
     "credentials.rejected origin.refused"},
    {"digest.auth-int-only",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy demands a rare form of Digest"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy demands a form of sign-in that few programs can do."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Digest can also protect the body of a request (qop=auth-int). This proxy offers only "
       "that, and most programs know only qop=auth."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Ask the people who run the proxy to offer qop=auth as well."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Offer qop=\"auth\" or qop=\"auth,auth-int\"."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The Digest challenge below offers only qop=\"auth-int\". Please offer \"auth\" as well: "
       "few clients can do auth-int."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not say whether the password is right."),
     ""},
    {"digest.answer-inconsistent",
     QT_TRANSLATE_NOOP("CauseWording",
       "The program computed its Digest answer wrongly"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The program made a mistake when it answered the proxy; your password was not judged."),
     QT_TRANSLATE_NOOP("CauseWording",
       "A value in the Digest answer (address, method, one-time value, counter, algorithm or "
       "realm, the name of what the sign-in is for) does not belong to this request or "
       "challenge. A correct proxy refuses such an answer whatever the password."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Update the program, or use another one."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Update the program and report the fault to its maker."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The client's Digest answer below does not belong to its request or to the challenge. "
       "This is a fault of the client; the proxy is right to refuse it."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong: an answer like this is refused with the "
       "right one as well."),
     "credentials.rejected origin.refused"},
    {"digest.misprinted-hash",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy computes SHA-512-256 in another way than programs"),
     QT_TRANSLATE_NOOP("CauseWording",
       "Your password is right, but the proxy scrambles it in another way than programs do, so "
       "that they are refused."),
     QT_TRANSLATE_NOOP("CauseWording",
       "An example in the standard for Digest (RFC 7616 section 3.9.2) was printed with the "
       "wrong hash: SHA-512 cut to 256 bits in place of SHA-512/256 (erratum 4897). This proxy "
       "follows the misprint: the right hash was refused, and the one of the example was "
       "accepted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The people who run the proxy must mend its SHA-512-256, or offer another algorithm."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Compute SHA-512-256 as SHA-512/256 (FIPS 180-4), or offer SHA-256 in its place."),
          QT_TRANSLATE_NOOP("CauseWording",
            "The proxy's Digest computes SHA-512-256 as SHA-512 cut to 256 bits, as the example "
            "of RFC 7616 section 3.9.2 is misprinted (erratum 4897). Please see the attached "
            "exchanges."), true},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy refused a Digest answer with SHA-512/256 (FIPS 180-4) and accepted one with "
       "SHA-512 cut to 256 bits, as the misprinted example of RFC 7616 has it (erratum 4897)."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong or the account locked: the proxy accepted it "
       "once it was computed in the proxy's way."),
     "credentials.rejected origin.refused"},
    {"digest.uri-form",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy wants the whole address signed"),
     QT_TRANSLATE_NOOP("CauseWording",
       "Your password is right, but the proxy refuses the form in which most programs sign their "
       "requests."),
     QT_TRANSLATE_NOOP("CauseWording",
       "A Digest sign-in also signs the address that is asked for. For a plain request to a "
       "proxy most programs sign its path alone. This proxy refused that and accepted the whole "
       "address, with http:// and host."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The people who run the proxy must let it accept the path as well."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Accept in Digest answers the uri that programs send: the path of a plain request."),
          QT_TRANSLATE_NOOP("CauseWording",
            "The proxy refuses Digest answers whose uri is the path of a plain request, as most "
            "programs send it, and accepts the absolute form only. Please see the attached "
            "exchanges."), true},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy refused a Digest answer whose uri is the path of the request and accepted one "
       "with the absolute form. Please let it accept both; most clients send the path."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong or the account locked: the proxy accepted it "
       "in the other form."),
     "credentials.rejected origin.refused"},
};

} // namespace

std::span<const CauseLines> digestCauses()
{
    return lines;
}

} // namespace pt
