// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/row.h"
#include "ui/viewers/payloadview.h"

#include <QThreadPool>
#include <QWidget>

#include <atomic>
#include <memory>

class QLabel;
class QStackedWidget;
class QTabWidget;
class QTreeView;

namespace viewers {

class FactsStrip;
class HexView;
class JsonModel;
class TextView;

//! One message in full: its facts, and its payload as a JSON tree, as text and as bytes.
//!
//! Large payloads are decoded on a pool; a newer message cancels the older one. The tab a person chose stays chosen.
class DetailPane : public QWidget
{
    Q_OBJECT
public:
    explicit DetailPane(QWidget *parent = nullptr);
    ~DetailPane() override;

    //! Says that \a seq is on its way.
    void showWaiting(base::Seq seq);
    void showReply(const stream::PayloadReply &reply);
    void clear(const QString &why = {});
    //! Marks \a text in payloads shown as text; empty: nothing.
    void setMark(const QString &text, Qt::CaseSensitivity sensitivity);
    [[nodiscard]] bool isBusy() const { return m_cancel != nullptr; } //!< A payload is being decoded.

private:
    void buildTree();
    void decode(const stream::PayloadReply &reply);
    void showPrepared(const QByteArray &payload, const PreparedPayload &prepared);
    void cancelDecoding();
    void showTreeMenu(const QPoint &position);

    FactsStrip *m_facts;
    QStackedWidget *m_stack;
    QLabel *m_empty;
    QTabWidget *m_tabs;
    QStackedWidget *m_jsonPage;
    QTreeView *m_tree;
    QLabel *m_jsonProblem;
    JsonModel *m_json;
    TextView *m_text;
    HexView *m_hex;
    QThreadPool m_pool;
    std::shared_ptr<std::atomic<bool>> m_cancel;
};

} // namespace viewers
