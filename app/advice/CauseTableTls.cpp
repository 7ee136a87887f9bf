// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"

#include <QtGlobal>

namespace pt {

namespace {

constexpr CauseLines lines[] = {
    {"tls.certificate-untrusted",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy's certificate is not trusted"),
     QT_TRANSLATE_NOOP("CauseWording",
       "This computer does not trust the certificate of the proxy, so no sign-in was sent."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The connection to the proxy itself is encrypted, and nothing that this computer trusts "
       "vouches for its certificate (unknown authority, signed by itself, or withdrawn). It can "
       "also mean that another server stands in the proxy's place."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Check that this is the company's proxy, then have its authority's certificate installed."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Ask the people who run the proxy whether the issuer shown is theirs; if so, install "
           "the company's CA certificate on this computer."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Send the whole certificate chain."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The client does not trust the certificate below, which the proxy shows for itself. "
       "Please check that it is the right one, that the whole chain is sent, and give out the "
       "authority's certificate."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not concern the website's certificate or the password: nothing was sent after it "
       "was seen."),
     "credentials.rejected tls.target-failed tls.target-intercepted"},
    {"tls.certificate-name-mismatch",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy's certificate is for another name"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The certificate of the proxy is for another name than the one in the settings, so no "
       "sign-in was sent."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The name typed is not among the names in the certificate. Often an alias or a numeric "
       "address was entered."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Enter the proxy by a name that is in its certificate."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Enter the proxy by a name that the certificate lists."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Add the name to the certificate."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The name that clients use for the proxy is not in its certificate. Please give out a "
       "name that is, or add this one."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not concern the website's certificate or the password: nothing was sent after it "
       "was seen."),
     "credentials.rejected tls.target-failed tls.target-intercepted"},
    {"tls.certificate-expired",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy's certificate is out of date"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The certificate of the proxy is not valid today, so no sign-in was sent."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The certificate has ended or not yet begun, or the clock of this computer is wrong."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Check this computer's clock, then tell the people who run the proxy."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Check date and time of this computer."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Renew the certificate."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy's own certificate below is not valid at the client's time. Please renew it, or "
       "tell the desk that the client's clock is wrong."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password has expired: it is the proxy's certificate that is "
       "out of date."),
     "credentials.rejected tls.target-failed tls.target-intercepted"},
    {"tls.client-certificate-required",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy wants a certificate from this computer"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy wants this computer to show a certificate of its own (a digital pass), and "
       "none was shown."),
     QT_TRANSLATE_NOOP("CauseWording",
       "During the handshake the proxy asked for a client certificate and ended the connection "
       "without one."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Ask the people who run the proxy for the certificate."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Ask for the client certificate of this computer, and install it in the program that "
           "fails."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Issue a client certificate for this computer, or do not require one."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy asks for a client certificate in the TLS handshake and ends it without one. "
       "Please say how clients get theirs, or do not require one on this port."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that a password is wrong: it was not asked for."),
     "credentials.rejected tls.certificate-untrusted"},
    {"tls.handshake-failed",
     QT_TRANSLATE_NOOP("CauseWording",
       "No encrypted connection to the proxy"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The encrypted connection to the proxy could not be set up, so no sign-in was sent."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The TLS handshake with the proxy failed. Usual reasons are versions or ciphers that one "
       "side does not support."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The people who run the proxy must look at its TLS settings."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Repeat the test on another computer, to see whether only this one fails."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Compare TLS versions and ciphers of both sides."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The TLS handshake with the proxy failed before its certificate could be judged. Please "
       "compare versions and ciphers with the client's, and look into the proxy's log at this "
       "time and source port."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that a password is wrong: it was not asked for."),
     "credentials.rejected tls.certificate-untrusted tls.target-failed"},
};

} // namespace

std::span<const CauseLines> tlsCauses()
{
    return lines;
}

} // namespace pt
