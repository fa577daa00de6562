// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/attempt.h"
#include "core/net/transporterror.h"
#include "core/reports/reportinput.h"

namespace text {

//! In which words a report is written.
enum class ReportLanguage : quint8 {
    Own, //!< The program's.
    Chinese, //!< zh_CN: those of the guide.
};

//! The language that \a name means, such as `zh_CN`, `zh` or `en`; nothing for one that reports are not written in.
[[nodiscard]] std::optional<ReportLanguage> reportLanguage(const QString &name);

//! The words of a report that ends in \a state.
[[nodiscard]] reports::ReportWords reportWords(connection::State state, ReportLanguage language = ReportLanguage::Own);

//! What matters most in \a run, in a few sentences.
[[nodiscard]] QStringList reportSummary(
    const metrics::RunMetrics &run, ReportLanguage language = ReportLanguage::Own);
//! Why the last sessions ended, oldest first; at most ten.
[[nodiscard]] QStringList reportVerdicts(const metrics::LifeCycle &life);

//! Who was spoken to, as a report tells it.
[[nodiscard]] reports::EndpointFacts endpointFacts(const net::PeerFacts &peer, const connection::Attempt *attempt);

//! Fills in what \a input says in sentences: words, summary, verdicts.
void putIntoWords(reports::ReportInput &input, ReportLanguage language = ReportLanguage::Own);

} // namespace text
