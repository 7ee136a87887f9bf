// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"

#include <QtGlobal>

namespace pt {

namespace {

constexpr CauseLines lines[] = {
    {"credentials.missing",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy wants a sign-in and none was given"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy asked who you are and nothing was there to answer with; the website was not "
       "contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy says: sign in first. An HTTP proxy says so with the answer 407, a SOCKS proxy "
       "by the method it chooses. No user name and password were given for this test, or the "
       "program at hand did not send them."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Enter the user name and password for the proxy."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Give the program the user name and password for the proxy. This is often, but not "
           "always, the account used to log in to the computer."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Repeat this test with the user name and password, to see whether they are accepted."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy asked for a sign-in and the request below carried none. In the proxy's log "
       "this is a refused request without a user name; the proxy behaves as it should."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that a password was wrong or that the website blocks anything: none was "
       "sent, and the website never saw the request."),
     "credentials.rejected socks.credentials-rejected origin.refused"},
    {"credentials.incomplete",
     QT_TRANSLATE_NOOP("CauseWording",
       "Only half of the sign-in was given"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The sign-in needs a user name and a password, and one of them is missing; the website "
       "was not contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy asks for a sign-in, and what was entered is only a user name or only a "
       "password."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Enter both user name and password."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Enter the missing half."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "If the password was stored, check that the store still has it and is unlocked."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy asked for a sign-in, and the client has only a user name or only a password, "
       "so it sent none. In the proxy's log this is a refused request without a user name."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that a password was wrong or that the website blocks anything: nothing "
       "was sent, and the website never saw the request."),
     "credentials.rejected socks.credentials-rejected origin.refused"},
    {"credentials.rejected",
     QT_TRANSLATE_NOOP("CauseWording",
       "The sign-in was not accepted"),
     QT_TRANSLATE_NOOP("CauseWording",
       "Your sign-in was not accepted by the proxy (the password, or the state of the account); "
       "the website was not contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Either the password is not the right one, or the account cannot be used at present "
       "(locked, expired, or not allowed to use the proxy). The answer mostly looks the same in "
       "all these cases."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Check the password by hand once, then ask whether the account is locked or expired."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Type the password by hand once more, with a look at Caps Lock and the keyboard "
           "layout. Do not try many times: accounts are often locked after a few wrong passwords."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Look in the directory whether the account is locked, expired, disabled or must "
           "change its password."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Look up why it was refused, at the given time and source port, in the log of the "
           "proxy or of the sign-in server that refused it."),
          QT_TRANSLATE_NOOP("CauseWording",
            "Please look up in the proxy log why the sign-in of this user was refused (time, "
            "local port and user are in the attached bundle)."), true},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy refused the sign-in of the request below. Please look up at this time and "
       "source port which check failed: unknown user, wrong password, account locked, expired or "
       "disabled, or a group that may not use the proxy."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It is not a block by the website and not an anti-bot page: the website never saw the "
       "request."),
     "origin.refused policy.forbidden"},
    {"credentials.changed",
     QT_TRANSLATE_NOOP("CauseWording",
       "A password that worked before is now refused"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The same password was accepted by this proxy before and is refused now; the website was "
       "not contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The password is the very one that was accepted earlier. Since then it was changed or has "
       "expired, or the account was locked."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Enter the current password."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Enter the current password, and update every program that stores the old one."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Check in the directory when the password was changed and whether the account is "
           "locked."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The very same secret was accepted by this proxy before and is refused now. Please check "
       "at this time and source port whether the password was changed or has expired, or the "
       "account was locked, since then."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It is not a typing error and not a block by the website."),
     "origin.refused input.invisible-character"},
    {"credentials.stored-copy-outdated",
     QT_TRANSLATE_NOOP("CauseWording",
       "A stored sign-in is out of date"),
     QT_TRANSLATE_NOOP("CauseWording",
       "A sign-in that is stored on this computer is not the one that the proxy accepts."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The stored copy differs from a sign-in that the proxy accepts. Programs that go on using "
       "the old copy can lock the account."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Replace the stored copy by the current password."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Update or delete the stored password in the place that is named."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Look for further copies: keychain, environment variables, git, npm, pip and scripts."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "A stored sign-in on this client is not the one that the proxy accepts. Repeated refusals "
       "for this user from this source address, at even intervals, come from a program that goes "
       "on using it."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the current password is wrong: another one than the stored one is "
       "accepted."),
     "credentials.rejected origin.refused"},
    {"credentials.login-form",
     QT_TRANSLATE_NOOP("CauseWording",
       "The user name must be written in another form"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy accepts this account when the user name is written in another form; as it was "
       "typed it was refused and the website was not contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "One spelling of the user name (user, DOMAIN\\user or user@domain) is refused and another "
       "one passes with the same password."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Use the spelling of the user name that passed."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Enter the user name in the form that passed, and store it so."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy refuses one spelling of this user name and accepts another with the same "
       "password. Please check how it matches user names (with or without the domain, "
       "user@domain) and announce the form that is wanted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong or the account locked: with another form of "
       "the name it is accepted."),
     "credentials.rejected origin.refused"},
    {"credentials.wrong-domain",
     QT_TRANSLATE_NOOP("CauseWording",
       "The sign-in names another domain than the proxy"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The domain sent with your user name is not the one the proxy works with; the website was "
       "not contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy named its own Windows domain (the group of computers and accounts it belongs "
       "to), and the sign-in named a different one."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Enter the user name with the domain that the proxy names."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Write the user name as DOMAIN\\user, with the domain the proxy named."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "If the account's domain is right, check the trust between the two domains."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The domain in the client's NTLM answer is not one that the proxy's challenge names, and "
       "the answer was refused. Please check which domain the account is in and whether the "
       "proxy's domain trusts it."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not prove that the password is wrong: with the wrong domain even the right one "
       "is refused."),
     "origin.refused policy.forbidden"},
    {"credentials.charset",
     QT_TRANSLATE_NOOP("CauseWording",
       "Letters such as ä or é are read differently by the proxy"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The user name or password contains letters, such as ä or é, that the proxy may read in "
       "another way than they were sent; the website was not contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Letters outside plain English can be sent in two ways (UTF-8 or ISO-8859-1). A proxy "
       "that reads the other way than was sent sees another password."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Try a password of plain letters, digits and signs."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Change the password to one without accents and umlauts, if the rules of the company "
           "allow it."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Let the proxy announce charset=\"UTF-8\" in its challenge and read passwords as "
           "UTF-8 (RFC 7617)."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The user name or password holds characters outside ASCII. Please check in which encoding "
       "the proxy reads Basic credentials, and let it announce charset=\"UTF-8\" if it reads "
       "UTF-8 (RFC 7617 section 2.1)."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not prove that the password is wrong: the same letters can be sent in two ways, "
       "and one of them is refused."),
     "origin.refused policy.forbidden"},
    {"credentials.sent-to-the-target",
     QT_TRANSLATE_NOOP("CauseWording",
       "The sign-in was sent to the wrong side"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The program sent the sign-in for the proxy to the website, or the website's to the proxy."),
     QT_TRANSLATE_NOOP("CauseWording",
       "There are two separate fields: Proxy-Authorization is for the proxy, Authorization is "
       "for the website. The recorded request has the one where the other is needed."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Put the user name and password into the program's proxy settings."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Enter the sign-in in the proxy settings of the program, not in those of the website."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "With curl, --proxy-user is for the proxy and --user is for the website."),
          "curl --proxy-user USER URL", false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The request below carries a sign-in in the field for the other side: Authorization is "
       "for the website, Proxy-Authorization for the proxy. This is a fault of the client's "
       "settings, not of the proxy."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong: the side that asked did not look at it."),
     "credentials.rejected policy.forbidden"},
    {"credentials.keychain-unavailable",
     QT_TRANSLATE_NOOP("CauseWording",
       "The stored password could not be read"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The computer's password store could not be read, so the test went on without the stored "
       "password."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The password store (keychain) of this computer is locked, missing or refused access. "
       "Nothing was read from it."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Unlock the password store, or type the password for this test."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Log in to the desktop again or unlock the password store, then repeat the test."),
          nullptr, false},
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Type the password for this run; it is not stored then."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "Nothing to look for on the proxy: the password store of the client could not be read, so "
       "the stored password was not sent."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the stored password is wrong: it was not used."),
     "credentials.rejected"},
    {"credentials.attempt-limit",
     QT_TRANSLATE_NOOP("CauseWording",
       "Stopped before the account could be locked"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The test stopped after a refused sign-in so that the account is not locked; the website "
       "was not contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Many companies lock an account after a few wrong passwords. This program therefore sends "
       "a refused password only as often as was allowed for this run, and something was left "
       "untried."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Check the password before another attempt is allowed."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Check the password by hand before the next attempt."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Look up in the directory how many wrong passwords are left before the account is "
           "locked; if it is safe, allow one more attempt in this program."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "This test stopped by itself after the refused sign-ins that were allowed for it. Please "
       "look up the reason of the refusal at the time and source port below; more attempts from "
       "the client would only raise the account's counter."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the account is locked: the test stopped so that it will not be."),
     "origin.refused"},
};

} // namespace

std::span<const CauseLines> credentialCauses()
{
    return lines;
}

} // namespace pt
