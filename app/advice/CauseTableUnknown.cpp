// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"

#include <QtGlobal>

namespace pt {

namespace {

constexpr CauseLines lines[] = {
    {"unknown.needs-a-look",
     QT_TRANSLATE_NOOP("CauseWording",
       "The cause is not proven"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The test did not find a proven cause; somebody must look at the recorded exchange."),
     QT_TRANSLATE_NOOP("CauseWording",
       "None of the known causes is proven by what was recorded. What is known and what was "
       "ruled out is listed here."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Save a bundle and give it to the people who run the proxy."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Save a support bundle and attach it to the ticket."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Compare the proxy's log with the recorded times and local ports."),
          QT_TRANSLATE_NOOP("CauseWording",
            "Please compare the proxy log with the attached recording; time, local port and "
            "addresses are in it."), true},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "What was recorded proves no known cause. Please compare the exchange below with the "
       "proxy's log at this time and source port, and say what the proxy decided and why."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that everything is fine, and it does not mean that the password is "
       "wrong."),
     ""},
};

} // namespace

std::span<const CauseLines> unknownCauses()
{
    return lines;
}

} // namespace pt
